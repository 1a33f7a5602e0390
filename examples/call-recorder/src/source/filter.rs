//! Which calls are registered at all.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::json;

use crate::call::Call;

/// An expression of the configuration, or none.
#[derive(Debug)]
pub struct Filter(Option<Environment<'static>>);

impl Filter {
    /// Compiles it.
    pub fn new(only: Option<&str>) -> Result<Self, String> {
        let Some(only) = only else { return Ok(Self(None)) };
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment
            .add_template_owned("only", format!("{{% if {only} %}}1{{% endif %}}"))
            .map_err(|error| format!("only: {error}; write it as \"call.context == 'from-trunk'\""))?;
        let filter = Self(Some(environment));
        // A misspelt name is found now, not at the first call.
        filter
            .eval(&Call::default())
            .map_err(|error| format!("only: {error}"))?;
        Ok(filter)
    }

    /// Whether this call is registered. One that the expression cannot judge is.
    pub fn wants(&self, call: &Call) -> bool {
        self.eval(call).unwrap_or(true)
    }

    fn eval(&self, call: &Call) -> Result<bool, minijinja::Error> {
        let Some(environment) = &self.0 else {
            return Ok(true);
        };
        let value = minijinja::Value::from(Serde(json!({ "call": call })));
        Ok(!environment.get_template("only")?.render(value)?.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_chosen_by_what_is_known_of_them() {
        let call = |context: &str, channel: &str| Call {
            context: context.into(),
            channel: channel.into(),
            ..Call::default()
        };
        let filter = Filter::new(Some(
            "call.context == 'from-trunk' and 'Local/' not in call.channel",
        ))
        .unwrap();
        assert!(filter.wants(&call("from-trunk", "PJSIP/trunk-1")));
        assert!(!filter.wants(&call("from-trunk", "Local/200@internal-1;2")));
        assert!(!filter.wants(&call("internal", "PJSIP/100-1")));
        assert!(Filter::new(None).unwrap().wants(&call("", "")));
        for wrong in ["call.contxt == 'x'", "call.context =", "context == 'x'"] {
            assert!(Filter::new(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
