//! Patterns of paths. No I/O.

use crate::wire::{RequestUrl, percent_decode};

/// A path with parameters, such as `/ivr/{menu}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Parameter(String),
}

/// A path that no route can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RouteError {
    /// It does not begin with a slash.
    #[error("route {path:?}: it must begin with a slash, such as \"/ivr/{{menu}}\"")]
    NoSlash {
        /// As it was given.
        path: String,
    },
    /// A parameter is not written as `{name}`, or two have the same name.
    #[error(
        "route {path:?}: segment {segment:?}; write a parameter as {{name}}, each with a name of its own"
    )]
    Parameter {
        /// As it was given.
        path: String,
        /// Which part of it.
        segment: String,
    },
    /// The query is not part of a route.
    #[error("route {path:?}: without the query; read it with Call::query")]
    Query {
        /// As it was given.
        path: String,
    },
    /// Another route matches the same paths.
    #[error("route {path:?}: {other:?} matches the same paths")]
    Taken {
        /// As it was given.
        path: String,
        /// The one before.
        other: String,
    },
}

impl Pattern {
    pub(super) fn parse(path: &str) -> Result<Self, RouteError> {
        let Some(after) = path.strip_prefix('/') else {
            return Err(RouteError::NoSlash {
                path: path.to_owned(),
            });
        };
        if path.contains('?') {
            return Err(RouteError::Query {
                path: path.to_owned(),
            });
        }
        let mut segments = Vec::new();
        for segment in after.split('/').filter(|segment| !segment.is_empty()) {
            let parameter = segment
                .strip_prefix('{')
                .and_then(|segment| segment.strip_suffix('}'));
            let parsed = match parameter {
                Some(name) => Segment::Parameter(name.to_owned()),
                None => Segment::Literal(percent_decode(segment).into_owned()),
            };
            let is_bad = match parameter {
                Some(name) => name.is_empty() || name.contains(['{', '}']) || segments.contains(&parsed),
                None => segment.contains(['{', '}']),
            };
            if is_bad {
                return Err(RouteError::Parameter {
                    path: path.to_owned(),
                    segment: segment.to_owned(),
                });
            }
            segments.push(parsed);
        }
        Ok(Self { segments })
    }

    /// The parameters, if the path matches.
    pub(super) fn matches(&self, url: &RequestUrl) -> Option<Vec<(String, String)>> {
        let mut parameters = Vec::new();
        let mut expected = self.segments.iter();
        for segment in url.segments() {
            match expected.next()? {
                Segment::Literal(literal) if *literal == segment => {}
                Segment::Literal(_) => return None,
                Segment::Parameter(name) => parameters.push((name.clone(), segment.into_owned())),
            }
        }
        expected.next().is_none().then_some(parameters)
    }

    /// Orders patterns that match the same path: where one has a literal first, it is meant.
    pub(super) fn rank(&self) -> Vec<bool> {
        self.segments
            .iter()
            .map(|segment| matches!(segment, Segment::Literal(_)))
            .collect()
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.segments.len() == other.segments.len()
            && self.segments.iter().zip(&other.segments).all(|pair| match pair {
                (Segment::Literal(one), Segment::Literal(two)) => one == two,
                (Segment::Parameter(_), Segment::Parameter(_)) => true,
                _ => false,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, RequestUrl};

    #[test]
    fn a_path_is_matched_whole_and_decoded() {
        for (pattern, request, expected) in [
            ("/", "agi://h/", Some(vec![])),
            ("/", "agi://h", Some(vec![])),
            ("/", "agi://h/x", None),
            ("/ivr", "agi://h/ivr?x=1", Some(vec![])),
            ("/ivr", "agi://h/ivr/", Some(vec![])),
            ("/ivr", "agi://h/ivr/main", None),
            (
                "/ivr/{menu}",
                "agi://h/ivr/caf%C3%A9",
                Some(vec![("menu", "café")]),
            ),
            ("/ivr/{menu}", "agi://h/ivr", None),
            (
                "/{a}/x/{b}",
                "agi://h/1/x/2%2F3",
                Some(vec![("a", "1"), ("b", "2/3")]),
            ),
        ] {
            let matched = Pattern::parse(pattern)
                .unwrap()
                .matches(&RequestUrl::of_request(request));
            let matched = matched.as_ref().map(|parameters| {
                let pairs = parameters
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()));
                pairs.collect::<Vec<_>>()
            });
            assert_eq!(matched, expected, "{pattern} {request}");
        }
    }

    #[test]
    fn what_is_no_route_is_told() {
        for (path, expected) in [
            (
                "ivr",
                "route \"ivr\": it must begin with a slash, such as \"/ivr/{menu}\"",
            ),
            (
                "/a?b=c",
                "route \"/a?b=c\": without the query; read it with Call::query",
            ),
            (
                "/{}",
                "route \"/{}\": segment \"{}\"; write a parameter as {name}, each with a name of its own",
            ),
            (
                "/{a}/{a}",
                "route \"/{a}/{a}\": segment \"{a}\"; write a parameter as {name}, each with a name of its own",
            ),
            (
                "/x{a}",
                "route \"/x{a}\": segment \"x{a}\"; write a parameter as {name}, each with a name of its own",
            ),
        ] {
            assert_eq!(Pattern::parse(path).unwrap_err().to_string(), expected);
        }
    }
}
