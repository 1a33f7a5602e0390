//! Idle screens and pages: what is written shows what was meant, on every display, and reads back.

use proptest::prelude::*;
use switchhook_provisioning::screen::{
    self, Align, Display, Element, Limits, Logo, LogoError, Page, PageAction, PageKey, ReadScreenError,
    Shown, Status, Words,
};

const DISPLAYS: [Display; 9] = [
    Display::GXP2000,
    Display::GXP2010,
    Display::GXP2020,
    Display::GXP116X,
    Display::GXP140X,
    Display::GXP1450,
    Display::GXP2100,
    Display::GXP2110,
    Display::GXP2120,
];

fn read(file: &str) -> Result<Shown, ReadScreenError> {
    screen::read(file.as_bytes(), &Limits::default())
}

fn status() -> Status {
    Status::new("101")
        .company("Lagoon & Co")
        .name("Hélène T.")
        .do_not_disturb("NPD")
        .forwards_to("0612345678")
        .forwarded_here("103")
        .forwarded_here("104")
}

fn shown(display: Display, missed: bool) -> Vec<String> {
    let screen = status().idle_screen(display, None).unwrap();
    let visible = |element: &&Element| match &element.condition {
        None => true,
        Some(condition) => {
            assert_eq!(condition.name, "missCall");
            condition.negate != missed
        }
    };
    screen
        .elements()
        .iter()
        .filter(visible)
        .map(|element| element.text.clone())
        .collect()
}

/// A black picture.
fn logo(width: u16, height: u16) -> Vec<u8> {
    let mut bmp = vec![0; 62];
    bmp[..2].copy_from_slice(b"BM");
    bmp[10] = 62;
    bmp[18..20].copy_from_slice(&width.to_le_bytes());
    bmp[22..24].copy_from_slice(&height.to_le_bytes());
    bmp[28] = 1;
    bmp.resize(62 + usize::from(width).div_ceil(32) * 4 * usize::from(height), 0);
    bmp
}

#[test]
fn as_much_is_shown_as_there_is_room_for() {
    let title = "[NPD] Lagoon & Co, 101 < 103, 104";
    assert_eq!(
        shown(Display::GXP1450, false),
        ["$f", "$T", title, "101 > 0612345678"]
    );
    assert_eq!(shown(Display::GXP1450, true), ["$f", "$T", title, "$c"]);
    assert_eq!(
        shown(Display::GXP2120, false),
        ["$f", "$T", title, "101 > 0612345678", "Hélène T."]
    );
    assert_eq!(
        shown(Display::GXP2120, true),
        ["$f", "$T", title, "101 > 0612345678", "$c"]
    );
    // The oldest displays have ASCII only; the smallest have one line beside the clock.
    assert_eq!(
        shown(Display::GXP2000, false),
        ["$f", "$T", title, "101 > 0612345678", "Helene T."]
    );
    assert_eq!(
        shown(Display::GXP116X, false),
        ["$f", "$T", "[NPD] 101 > 0612345678"]
    );
}

#[test]
fn each_form_has_its_own_elements() {
    let first = status().idle_screen(Display::GXP2000, None).unwrap().write();
    assert!(first.starts_with(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Screen>\n  <IdleScreen>\n    <ShowStatusLine>true<"
    ));
    assert!(first.contains(
        "    <DisplayString font=\"f10\" halign=\"Right\">\n      <DisplayStr>$T</DisplayStr>\n      <X>130</X>\n      <Y>0</Y>\n    \
         </DisplayString>\n"
    ));
    assert!(!first.contains("DisplayElement") && !first.contains("SoftkeyBar"));
    let second = status().idle_screen(Display::GXP1450, None).unwrap().write();
    assert!(second.contains(
        "    <DisplayElement>\n      <DisplayString font=\"unifont\" halign=\"center\" width=\"123\">\n        \
         <DisplayStr>$c</DisplayStr>\n        <X>0</X>\n        <Y>30</Y>\n        <displayCondition>\n          \
         <conditionType>missCall</conditionType>\n        </displayCondition>\n      </DisplayString>\n    </DisplayElement>\n"
    ));
    assert!(second.contains("<SoftKey>\n        <Action><MissedCalls/></Action>\n"));
    assert!(
        second.contains("<LeftStatusBar>") && second.contains("[NPD] Lagoon &amp; Co, 101 &lt; 103, 104")
    );
    assert_eq!(
        DISPLAYS.map(|display| display.file_name() == "gs_screen.xml"),
        [true, true, true, false, false, false, false, false, false]
    );
}

#[test]
fn nothing_stands_outside_of_its_display() {
    let sizes = [
        (130, 64),
        (240, 120),
        (320, 160),
        (128, 40),
        (128, 40),
        (180, 60),
        (180, 90),
        (240, 120),
        (320, 160),
    ];
    for (display, (width, height)) in DISPLAYS.into_iter().zip(sizes) {
        for logo in [None, Some(Logo::from_bmp(&logo(32, 8)).unwrap())] {
            let Ok(screen) = status().idle_screen(display, logo.as_ref()) else {
                continue;
            };
            for element in screen.elements() {
                assert!(element.x + element.width <= width, "{display:?}: {element:?}");
                assert!(element.y + 8 <= height, "{display:?}: {element:?}");
            }
            let mut places: Vec<_> = screen
                .elements()
                .iter()
                .filter(|element| element.align == Align::Center && element.condition.is_none())
                .map(|element| element.y)
                .collect();
            let count = places.len();
            places.dedup();
            assert_eq!(places.len(), count, "two lines at one place on {display:?}");
        }
    }
}

#[test]
fn a_logo_is_a_bitmap_that_fits() {
    for (width, height, code) in [
        (80, 30, None),
        (230, 38, None),
        (231, 10, Some("E-LOGO-LARGE")),
        (10, 120, Some("E-LOGO-LARGE")),
    ] {
        let logo = Logo::from_bmp(&logo(width, height)).unwrap();
        assert_eq!((logo.width(), logo.height()), (width, height));
        let screen = status().idle_screen(Display::GXP2120, Some(&logo));
        assert_eq!(screen.as_ref().err().map(LogoError::code), code);
        if let Ok(screen) = screen {
            let bitmap = &screen.elements()[2];
            assert!(bitmap.is_bitmap && bitmap.text.starts_with("Qk0"));
            assert!(
                screen
                    .write()
                    .contains("<DisplayBitmap isfile=\"false\">\n        <Bitmap>Qk0")
            );
        }
    }
    let good = logo(80, 38);
    let mut colours = good.clone();
    colours[28] = 24;
    let mut packed = good.clone();
    packed[30] = 1;
    let mut flat = good.clone();
    flat[22] = 0;
    for (file, code) in [
        (&good[..good.len() - 1], "E-LOGO-CUT-OFF"),
        (&good[..40], "E-LOGO-CUT-OFF"),
        (&good[..20], "E-LOGO-FORMAT"),
        (&colours, "E-LOGO-FORMAT"),
        (&packed, "E-LOGO-FORMAT"),
        (&flat, "E-LOGO-FORMAT"),
        (b"GIF89a", "E-LOGO-FORMAT"),
    ] {
        assert_eq!(Logo::from_bmp(file).unwrap_err().code(), code);
    }
}

#[test]
fn a_page_tells_the_same_in_lines() {
    let page = status().missed_calls(2).page(&Words {
        forwarded_to: "Renvoyé vers".into(),
        ..Words::default()
    });
    assert_eq!(
        page.write(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xmlapp title=\"[NPD] Lagoon &amp; Co, 101 &lt; 103, 104\">\n  <view>\n    <section>\n      \
         <text label=\"Hélène T.\"/>\n      \
         <text label=\"Renvoyé vers: 0612345678\"/>\n      \
         <text label=\"Calls of others come here: 103, 104\"/>\n      \
         <text label=\"Missed calls: 2\"/>\n    \
         </section>\n  </view>\n  <Softkeys>\n    \
         <Softkey action=\"QuitApp\" label=\"Exit\"/>\n  </Softkeys>\n</xmlapp>\n"
    );
    let page = Page::new("a \"b\"").key(PageKey::new(
        "$ & more",
        PageAction::Open {
            url: "https://pbx.example.net/?a=1&b=$2".into(),
        },
    ));
    assert!(page.write().contains(
        "<Softkey action=\"UseURL\" label=\"S &amp; more\" commandArgs=\"https://pbx.example.net/?a=1&amp;b=$2\"/>"
    ));
}

#[test]
fn pages_of_others_are_read() {
    let file = "<?xml version='1.0'?>\n<xmlapp title=\"Survey &amp; more\">\n<view><section><image path='x.jpg'></image>\
                <text label = \"Dear Guest,&#xA;thanks\"></text></section><input label='Your words' name='a'/></view>\n\
                <Softkeys><Softkey action='UseURL' label='Next' commandArgs='http://a/b?c=1&amp;d=2'/>\
                <Softkey action='Dial' label='Call' commandArgs='622' commandId='1' /><Softkey action='Beep' label='x'/></Softkeys>\
                <Events><Event state='callStateEnded'><Action action='UseURL' commandArgs='http://a/'/></Event></Events></xmlapp>";
    let expected = Page::new("Survey & more")
        .line("Dear Guest,\nthanks")
        .key(PageKey::new(
            "Next",
            PageAction::Open {
                url: "http://a/b?c=1&d=2".into(),
            },
        ))
        .key(PageKey::new(
            "Call",
            PageAction::Dial {
                number: "622".into(),
                account: 2,
            },
        ));
    assert_eq!(Page::read(file.as_bytes(), &Limits::default()).unwrap(), expected);
    let all = Limits::default();
    for (file, limits, code) in [
        ("", all, "E-SCREEN-ROOT"),
        ("<Screen/>", all, "E-SCREEN-ROOT"),
        ("<xmlapp>", all, "E-XML-CUT-OFF"),
        (file, Limits { elements: 2, ..all }, "E-SCREEN-MANY"),
        (
            file,
            Limits {
                text_bytes: 10,
                ..all
            },
            "E-SCREEN-LONG",
        ),
        (file, Limits { bytes: 10, ..all }, "E-XML-TOO-LONG"),
    ] {
        assert_eq!(Page::read(file.as_bytes(), &limits).unwrap_err().code(), code);
    }
}

#[test]
fn screens_of_others_are_read() {
    let file = "<?xml version='1.0'?>\n<Screen>\n<!-- bars --><LeftStatusBar><Account><DisplayElement><DisplayString>\
                <DisplayStr>$a</DisplayStr></DisplayString></DisplayElement></Account></LeftStatusBar>\n<IdleScreen>\
                <ShowStatusLine>true</ShowStatusLine><DisplayElement><DisplayRectangle x='0'/>\
                <DisplayString font = 'bold' halign='center' width='105' color='Dark3'><DisplayStr>ACME &amp; Co</DisplayStr>\
                <X>-1</X><Y> 18 </Y><displayCondition negate = 'true'><conditionType>dnd</conditionType></displayCondition>\
                </DisplayString></DisplayElement><DisplayBitmap isfile='true'><Bitmap>/icon.bmp</Bitmap><X>107</X><Y>12</Y>\
                <displayCondition><customCondition value='1'/></displayCondition></DisplayBitmap>\
                <SoftKeys><SoftKey useshapeid='1'><Icon>x</Icon><Action><SwitchSCR/></Action></SoftKey></SoftKeys></IdleScreen>\
                <IdleScreen><DisplayString><DisplayStr>weather</DisplayStr></DisplayString></IdleScreen></Screen>";
    let shown = read(file).unwrap();
    let texts: Vec<_> = shown
        .elements
        .iter()
        .map(|element| {
            (
                element.text.as_str(),
                element.is_bitmap,
                element.x,
                element.y,
                element.width,
            )
        })
        .collect();
    assert_eq!(
        texts,
        [("ACME & Co", false, 0, 18, 105), ("/icon.bmp", true, 107, 12, 0)]
    );
    assert!(
        shown.elements[0]
            .condition
            .as_ref()
            .is_some_and(|condition| condition.negate && condition.name == "dnd")
    );
    assert_eq!(shown.elements[1].condition, None);
    assert_eq!(shown.keys[0].action, "SwitchSCR");
}

#[test]
fn what_is_no_idle_screen_is_refused() {
    let deep = format!("<Screen>{}", "<a>".repeat(100));
    for (file, code, line) in [
        ("", "E-SCREEN-ROOT", None),
        ("<html/>", "E-SCREEN-ROOT", Some(1)),
        ("<Screen/>", "E-SCREEN-ROOT", None),
        ("<Screen>\n<IdleScreen>", "E-XML-CUT-OFF", None),
        ("<!DOCTYPE x>", "E-XML-DOCTYPE", Some(1)),
        (&deep, "E-SCREEN-DEEP", Some(1)),
    ] {
        let error = read(file).unwrap_err();
        assert_eq!((error.code(), error.line()), (code, line), "{file:?}: {error}");
        assert!(error.to_string().contains("; "), "{error} says what to do");
    }
    let file = "<Screen><IdleScreen><DisplayString><DisplayStr>12345</DisplayStr></DisplayString><SoftKey/></IdleScreen></Screen>";
    let all = Limits::default();
    for (limits, code) in [
        (Limits { bytes: 20, ..all }, "E-XML-TOO-LONG"),
        (Limits { elements: 1, ..all }, "E-SCREEN-MANY"),
        (Limits { text_bytes: 4, ..all }, "E-SCREEN-LONG"),
    ] {
        assert_eq!(screen::read(file.as_bytes(), &limits).unwrap_err().code(), code);
    }
}

proptest! {
    /// Whatever people are called, the file is one, shows the same when it is read, and has no words of the phone but ours.
    #[test]
    fn what_is_written_reads_back(extension: String, company: String, name: String, to: String, here: String, index in 0usize..9) {
        let status = Status::new(extension).company(company).name(name).forwards_to(to).forwarded_here(here);
        let screen = status.idle_screen(DISPLAYS[index], None).unwrap();
        let file = screen.write();
        let shown = read(&file).unwrap();
        prop_assert_eq!(&shown.elements, screen.elements());
        prop_assert_eq!(&shown.keys, screen.keys());
        for element in screen.elements() {
            prop_assert!(!element.text.contains('$') || ["$f", "$T", "$c"].contains(&element.text.as_str()));
        }
        prop_assert!(!status.page(&Words::default()).write().contains('$'));
    }

    #[test]
    fn a_page_reads_back(title: String, lines in prop::collection::vec(".{0,12}", 0..4), number in "[0-9*#$]{1,6}", account in 0u8..20, url: String) {
        let mut page = Page::new(title)
            .key(PageKey::new("Call", PageAction::Dial { number, account }))
            .key(PageKey::new("More", PageAction::Open { url }))
            .key(PageKey::new("Exit", PageAction::Quit));
        for line in lines {
            page = page.line(line);
        }
        // What no display has is left out when it is written, so twice is as once.
        let file = page.write();
        let read = Page::read(file.as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!(read.write(), file);
        prop_assert_eq!((read.lines().len(), read.keys().len()), (page.lines().len(), 3));
        let clean = Page::read(read.write().as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!(clean, read);
    }

    #[test]
    fn no_bytes_are_too_strange(
        file: Vec<u8>,
        inside in "(<[/]?(IdleScreen|DisplayString|DisplayStr|X|SoftKey|Action|displayCondition|conditionType)[ />]{1,2}|&[a-z#0-9]{0,3};|[0-9a-z]{1,3}){0,20}",
    ) {
        for file in [file, format!("<Screen>{inside}</Screen>").into_bytes(), format!("<Screen><IdleScreen>{inside}").into_bytes()] {
            let _ = screen::read(&file, &Limits::default());
            let _ = Page::read(&file, &Limits::default());
        }
    }
}
