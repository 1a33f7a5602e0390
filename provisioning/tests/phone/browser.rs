//! Moves the requests of a `webui::Session` to the pages of a simulated phone.

use std::net::SocketAddr;

use switchhook_provisioning::webui::{Response, Session};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Until the session has an outcome.
pub(crate) async fn browse(session: &mut Session, address: SocketAddr) {
    while let Some(request) = session.poll_request() {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {address}\r\n",
            request.method().as_str(),
            request.target()
        );
        for (name, value) in request.headers() {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", request.body().len()));
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(request.body());
        match exchange(address, &bytes).await {
            Some(answer) => {
                let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
                let head = String::from_utf8(answer[..end].to_vec()).unwrap();
                let mut lines = head.split("\r\n");
                let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
                let mut response = Response::new(status, &answer[end + 4..]);
                for line in lines {
                    if let Some(cookie) = line.strip_prefix("Set-Cookie: ") {
                        response = response.set_cookie(cookie);
                    }
                }
                session.receive(&response);
            }
            None => session.lost(),
        }
    }
}

/// The whole answer; `None` when there is none, or not all of it.
async fn exchange(address: SocketAddr, request: &[u8]) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request).await.ok()?;
    let mut answer = Vec::new();
    // A little more than a session takes: it sees that there is too much, and an endless answer ends here.
    let limit = switchhook_provisioning::webui::MAX_ANSWER as u64 + 4096;
    (&mut stream).take(limit).read_to_end(&mut answer).await.ok()?;
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let length = String::from_utf8_lossy(&answer[..head])
        .lines()
        .find_map(|line| line.strip_prefix("Content-Length: ")?.parse::<usize>().ok());
    (length.is_none_or(|length| length == answer.len() - head - 4)).then_some(answer)
}
