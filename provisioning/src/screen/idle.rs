//! The idle screen of old GXPs.

use crate::markup::push_escaped;

use super::logo::{Logo, LogoError};
use super::{Status, ascii, plain};

/// A display, by the phones that have it: its size, and which of the two forms of the file it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Display {
    /// Beside the accounts and above the soft keys.
    width: u16,
    height: u16,
    /// Height of a line of text.
    line: u16,
    form: Form,
}

/// The two forms of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// GXP2000, 2010, 2020: fonts by their size, ASCII; accounts and soft keys are drawn by the phone.
    First,
    /// Later: accounts and soft keys are parts of the file.
    Second { accounts: Bar, keys: Bar },
}

/// A bar of the second form: how wide or high it is, and one of its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Bar {
    size: u16,
    entry: u16,
}

impl Display {
    /// GXP2000: 130 x 64 pixels.
    pub const GXP2000: Self = Self::first(130, 64, 13);
    /// GXP2010: 240 x 120 pixels.
    pub const GXP2010: Self = Self::first(240, 100, 16);
    /// GXP2020: 320 x 160 pixels.
    pub const GXP2020: Self = Self::first(320, 140, 16);
    /// GXP1160 and 1165: 128 x 40 pixels.
    pub const GXP116X: Self = Self::second(128, 28, 0, 12);
    /// GXP1400 and 1405: 128 x 40 pixels.
    pub const GXP140X: Self = Self::second(128, 28, 0, 12);
    /// GXP1450: 180 x 60 pixels.
    pub const GXP1450: Self = Self::second(123, 45, 57, 15);
    /// GXP2100: 180 x 90 pixels.
    pub const GXP2100: Self = Self::second(123, 75, 57, 15);
    /// GXP2110 and 2124: 240 x 120 pixels.
    pub const GXP2110: Self = Self::second(170, 102, 70, 18);
    /// GXP2120: 320 x 160 pixels.
    pub const GXP2120: Self = Self::second(230, 138, 90, 22);

    const fn first(width: u16, height: u16, line: u16) -> Self {
        Self {
            width,
            height,
            line,
            form: Form::First,
        }
    }

    const fn second(width: u16, height: u16, accounts: u16, keys: u16) -> Self {
        Self {
            width,
            height,
            line: if height < 40 { 14 } else { 15 },
            form: Form::Second {
                accounts: Bar {
                    size: accounts,
                    entry: 22,
                },
                keys: Bar {
                    size: keys,
                    entry: (width + accounts) / if width < 200 { 3 } else { 4 },
                },
            },
        }
    }

    /// The name under which phones with this display ask for the file.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self.form {
            Form::First => "gs_screen.xml",
            Form::Second { .. } => "idle_screen.xml",
        }
    }
}

/// An idle screen: what is shown where, and when.
///
/// [`Status::idle_screen`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    form: Form,
    elements: Vec<Element>,
    keys: Vec<SoftKey>,
}

/// A text or picture at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Element {
    /// The text as the phone gets it, `$` with letters standing for the phone's own words; or the picture in Base64.
    pub text: String,
    /// Whether it is a picture.
    pub is_bitmap: bool,
    /// From the left edge, in pixels. Where the width is 0, of the point that the text is aligned to.
    pub x: u16,
    /// From the upper edge, in pixels.
    pub y: u16,
    /// How wide the place of a text is; 0 for as wide as it gets.
    pub width: u16,
    /// The font, by the phone's name for it; empty for its own.
    pub font: String,
    /// Where the text stands in its width.
    pub align: Align,
    /// When it is shown; `None` for always.
    pub condition: Option<Condition>,
}

impl Element {
    fn at(x: u16, y: u16) -> Self {
        Self {
            text: String::new(),
            is_bitmap: false,
            x,
            y,
            width: 0,
            font: String::new(),
            align: Align::Left,
            condition: None,
        }
    }

    fn when(mut self, name: &str, negate: bool) -> Self {
        self.condition = Some(Condition {
            name: name.to_owned(),
            negate,
        });
        self
    }
}

/// Where a text stands in its width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// When something is shown: `missCall`, `callFwded`, `dnd` and so on, or when it is not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The phone's name for it.
    pub name: String,
    /// Whether it has not to be so.
    pub negate: bool,
}

/// A soft key below the screen: what it does, and when it is there. The phone has a label of its own for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoftKey {
    /// The phone's name for what it does: `MissedCalls`, `Redial`, `PhoneBook` and so on.
    pub action: String,
    /// When it is there; `None` for always.
    pub condition: Option<Condition>,
}

impl Status {
    /// The idle screen for a display, with a logo if there is one.
    ///
    /// Above stand date and time, below them the logo, [`Status::title`], [`Status::label`] and the name, as far as there is room;
    /// missed calls and calls that the phone forwarded take the last line while there are some. A display with a single line
    /// beside the clock shows the label there.
    ///
    /// # Errors
    ///
    /// When the logo leaves no room for the title.
    pub fn idle_screen(&self, display: Display, logo: Option<&Logo>) -> Result<Screen, LogoError> {
        let Display {
            width,
            height,
            line,
            form,
        } = display;
        let (font, bold) = match form {
            Form::First if line < 16 => ("f10", "f13b"),
            Form::First => ("f13h", "f16b"),
            Form::Second { .. } => ("unifont", "bold"),
        };
        let text = |text: &str| match form {
            Form::First => ascii(&plain(text)),
            Form::Second { .. } => plain(text),
        };
        let element = |content: &str, y: u16, align: Align, font: &str| {
            // The first form knows no width: a text is aligned to a point.
            let (x, width) = match (form, align) {
                (Form::First, Align::Left) => (0, 0),
                (Form::First, Align::Center) => (width / 2, 0),
                (Form::First, Align::Right) => (width, 0),
                (Form::Second { .. }, _) => (0, width),
            };
            Element {
                text: content.to_owned(),
                width,
                font: font.to_owned(),
                align,
                ..Element::at(x, y)
            }
        };
        // Date and time share the first line, so each has a part of its width.
        let mut date = element("$f", 0, Align::Left, font);
        let mut time = element("$T", 0, Align::Right, font);
        if form != Form::First {
            date.width = width * 3 / 5;
            time.x = date.width;
            time.width = width - date.width;
        }
        let mut elements = vec![date, time];
        let last = height - line;
        let mut y = line;
        if let Some(logo) = logo {
            let room = last.saturating_sub(line * 2);
            if logo.width() > width || logo.height() > room {
                return Err(LogoError::TooLarge {
                    width: logo.width(),
                    height: logo.height(),
                    room_width: width,
                    room_height: room,
                });
            }
            elements.push(Element {
                text: logo.base64(),
                is_bitmap: true,
                ..Element::at((width - logo.width()) / 2, y)
            });
            y += logo.height();
        }
        let lines = match usize::from((height - y) / line) {
            0 | 1 => vec![self.short()],
            2 => vec![self.title(), self.label()],
            _ => vec![self.title(), self.label(), self.name.clone()],
        };
        let count = lines.len();
        for (index, content) in lines.iter().enumerate() {
            let is_last = index + 1 == count;
            // The last line stands at the lower edge; what height is left stays free above it.
            let font = if index == 0 { bold } else { font };
            let element = element(
                &text(content),
                if is_last { last } else { y },
                Align::Center,
                font,
            );
            // The last line gives way to missed calls.
            elements.push(if is_last {
                element.when("missCall", true)
            } else {
                element
            });
            y += line;
        }
        elements.push(element("$c", last, Align::Center, font).when("missCall", false));
        let key = |action: &str, condition: Option<&str>| SoftKey {
            action: action.to_owned(),
            condition: condition.map(|name| Condition {
                name: name.to_owned(),
                negate: false,
            }),
        };
        let keys = match form {
            Form::First => Vec::new(),
            Form::Second { .. } => vec![
                key("MissedCalls", Some("missCall")),
                key("VoiceMail", Some("hasVoiceMail")),
                key("Redial", Some("hasDialedCalllog")),
                key("PhoneBook", None),
            ],
        };
        Ok(Screen { form, elements, keys })
    }
}

impl Screen {
    /// What is shown, what comes later above what comes earlier.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The soft keys.
    #[must_use]
    pub fn keys(&self) -> &[SoftKey] {
        &self.keys
    }

    /// Writes the file.
    #[must_use]
    pub fn write(&self) -> String {
        let mut file = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Screen>\n");
        if let Form::Second { accounts, keys } = self.form {
            if accounts.size > 0 {
                push_accounts(&mut file, accounts);
            }
            push_key_bar(&mut file, keys);
        }
        file.push_str("  <IdleScreen>\n    <ShowStatusLine>true</ShowStatusLine>\n");
        for element in &self.elements {
            match self.form {
                Form::First => push_element(&mut file, "    ", element, self.form),
                Form::Second { .. } => {
                    file.push_str("    <DisplayElement>\n");
                    push_element(&mut file, "      ", element, self.form);
                    file.push_str("    </DisplayElement>\n");
                }
            }
        }
        match self.form {
            Form::First => file.push_str("    <UseDefaultSoftKeys>true</UseDefaultSoftKeys>\n"),
            Form::Second { .. } => {
                file.push_str("    <SoftKeys>\n");
                for key in &self.keys {
                    let action = &key.action;
                    file.push_str(&format!(
                        "      <SoftKey>\n        <Action><{action}/></Action>\n"
                    ));
                    push_condition(&mut file, "        ", key.condition.as_ref());
                    file.push_str("      </SoftKey>\n");
                }
                file.push_str("    </SoftKeys>\n");
            }
        }
        file.push_str("  </IdleScreen>\n</Screen>\n");
        file
    }
}

fn push_element(file: &mut String, indent: &str, element: &Element, form: Form) {
    let (outer, inner) = if element.is_bitmap {
        ("DisplayBitmap", "Bitmap")
    } else {
        ("DisplayString", "DisplayStr")
    };
    file.push_str(&format!("{indent}<{outer}"));
    if element.is_bitmap && form != Form::First {
        file.push_str(" isfile=\"false\"");
    }
    if !element.font.is_empty() {
        file.push_str(" font=\"");
        push_escaped(file, &element.font);
        file.push('"');
    }
    if !element.is_bitmap {
        let align = match (form, element.align) {
            (Form::First, Align::Left) => "Left",
            (Form::First, Align::Center) => "Center",
            (Form::First, Align::Right) => "Right",
            (Form::Second { .. }, Align::Left) => "left",
            (Form::Second { .. }, Align::Center) => "center",
            (Form::Second { .. }, Align::Right) => "right",
        };
        file.push_str(&format!(" halign=\"{align}\""));
        if element.width > 0 {
            file.push_str(&format!(" width=\"{}\"", element.width));
        }
    }
    file.push_str(&format!(">\n{indent}  <{inner}>"));
    push_escaped(file, &element.text);
    let (x, y) = (element.x, element.y);
    file.push_str(&format!(
        "</{inner}>\n{indent}  <X>{x}</X>\n{indent}  <Y>{y}</Y>\n"
    ));
    push_condition(file, &format!("{indent}  "), element.condition.as_ref());
    file.push_str(&format!("{indent}</{outer}>\n"));
}

fn push_condition(file: &mut String, indent: &str, condition: Option<&Condition>) {
    if let Some(Condition { name, negate }) = condition {
        let negate = if *negate { " negate=\"true\"" } else { "" };
        file.push_str(&format!(
            "{indent}<displayCondition{negate}>\n{indent}  <conditionType>"
        ));
        push_escaped(file, name);
        file.push_str(&format!("</conditionType>\n{indent}</displayCondition>\n"));
    }
}

/// The accounts at the left: each by its name, which the phone puts in.
fn push_accounts(file: &mut String, bar: Bar) {
    let Bar { size, entry } = bar;
    let width = size.saturating_sub(4);
    file.push_str(&format!(
        "  <LeftStatusBar>\n    <Layout width=\"{size}\">\n      <DisplayList>\n        <X>0</X>\n        <Y>2</Y>\n      \
         </DisplayList>\n    </Layout>\n    <Account height=\"{entry}\">\n      <DisplayElement>\n        \
         <DisplayString font=\"unifont\" width=\"{width}\" renew-rate=\"second\">\n          <DisplayStr>$a</DisplayStr>\n          \
         <X>2</X>\n          <Y>2</Y>\n        </DisplayString>\n      </DisplayElement>\n    </Account>\n  </LeftStatusBar>\n"
    ));
}

/// The soft keys below: each by its label, which the phone puts in.
fn push_key_bar(file: &mut String, bar: Bar) {
    let Bar { size, entry } = bar;
    let (height, width) = (size.saturating_sub(1), entry.saturating_sub(2));
    file.push_str(&format!(
        "  <SoftkeyBar>\n    <Layout height=\"{size}\">\n      <DisplayList>\n        <X>0</X>\n        <Y>0</Y>\n      \
         </DisplayList>\n    </Layout>\n    <ButtonShape id=\"0\" width=\"{entry}\" height=\"{height}\">\n      <DisplayElement>\n        \
         <DisplayString font=\"unifont\" halign=\"center\" color=\"White\" bgcolor=\"Black\" width=\"{width}\">\n          \
         <DisplayStr>$A</DisplayStr>\n          <X>1</X>\n          <Y>0</Y>\n        </DisplayString>\n      </DisplayElement>\n    \
         </ButtonShape>\n  </SoftkeyBar>\n"
    ));
}
