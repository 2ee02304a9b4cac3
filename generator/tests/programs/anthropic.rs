use types::{CreateMessageRequest, CreateMessageRequestRequired, InputMessage, InputMessageRequired};
use types::{InputMessageRole, MessageEvent};

let ask = CreateMessageRequest::new(CreateMessageRequestRequired {
    model: "m".into(),
    messages: vec![InputMessage::new(InputMessageRequired { role: InputMessageRole::User, content: "Hi".into() })],
});
let mut text = String::new();
let mut events = client.create_message_stream(&ask).idempotent().await?;
while let Some(event) = events.next().await {
    match event?.data {
        MessageEvent::Delta(delta) => text += &delta.text,
        MessageEvent::Stop(_) => break,
        _ => {}
    }
}
text
