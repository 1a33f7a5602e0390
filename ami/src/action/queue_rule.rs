use super::{Action, Reply, ReplyError};
use crate::wire::HeaderWriter;

/// Reads the penalty rules of `queuerules.conf`. Needs no class.
///
/// ```
/// use switchhook_ami::action::{QueueRule, Request};
/// assert!(Request::new(&QueueRule::all()).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueRule {
    rule: Option<String>,
}

/// One list of rules of the answer to [`QueueRule`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleList {
    /// Its name; empty where Asterisk tells none, as for a list that was asked for by name.
    pub name: String,
    /// Its rules as Asterisk writes them, such as `30,+2,-1`: after so many seconds, the highest and the lowest
    /// penalty.
    pub rules: Vec<String>,
}

impl QueueRule {
    /// All lists of rules.
    pub fn all() -> Self {
        Self { rule: None }
    }

    /// The list of this name.
    pub fn of(rule: impl Into<String>) -> Self {
        Self {
            rule: Some(rule.into()),
        }
    }
}

impl Action for QueueRule {
    type Response = Vec<RuleList>;

    fn name(&self) -> &str {
        "QueueRule"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Rule", self.rule.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Vec<RuleList>, ReplyError> {
        reply.accepted()?;
        let mut lists: Vec<RuleList> = Vec::new();
        for header in reply.response.headers() {
            if header.is("RuleList") {
                lists.push(RuleList {
                    name: header.value().into_owned(),
                    rules: Vec::new(),
                });
            } else if header.is("Rule") {
                if lists.is_empty() {
                    lists.push(RuleList {
                        name: self.rule.clone().unwrap_or_default(),
                        rules: Vec::new(),
                    });
                }
                // One was put there if there was none.
                if let Some(list) = lists.last_mut() {
                    list.rules.push(header.value().into_owned());
                }
            }
        }
        Ok(lists)
    }
}

#[cfg(test)]
mod tests {
    use super::QueueRule;
    use crate::action::Action;
    use crate::action::testing::reply;

    #[test]
    fn rules_belong_to_the_list_before_them() {
        let lists = QueueRule::all()
            .response(&reply(
                "Response: Success\nActionID: 1\nRuleList: day\nRule: 30,+2,0\nRule: 60,+4,0\nRuleList: night\nRule: 10,5,1",
            ))
            .unwrap();
        assert_eq!(lists.len(), 2);
        assert_eq!(lists[0].rules, ["30,+2,0", "60,+4,0"]);
        assert_eq!((lists[1].name.as_str(), lists[1].rules.len()), ("night", 1));
    }
}
