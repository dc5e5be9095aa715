use crate::words::files::Words;

pub const WORDS: Words = Words {
    cannot_draw: |name| format!("this browser cannot draw {name}"),
    unknown_program: "this page does not know its own program",
    file_too_large: |size, most| {
        format!(
            "the file has {size} MB, more than the {most} MB that are read; choose a \
                    smaller one"
        )
    },
    picture_too_large: |size, most| {
        format!(
            "the file has {size} MB, more than the {most} MB that are read of a \
                    picture; scale it down"
        )
    },
    drawing_too_large: |most| {
        format!(
            "more than {most} elements would have to be drawn, because the drawing has so many or refers to its own \
                    parts so often; save it as PNG in the program that made it, or simplify it"
        )
    },
    folder: |name| format!("“{name}” is a folder: drop the pictures in it, or a model"),
    only_address: |address| {
        format!(
            "only an address came, {address}, and this page asks no other server for \
                    anything: copy the picture itself and paste it here, or save it and drop the file"
        )
    },
    only_text: |text| format!("“{text}” is text, and no picture: drop or paste a picture, or a file"),
};
