//! The visitor's own pictures: those that were dropped, cut anew, or drawn.

use super::State;
use crate::{
    action::Command,
    link::run::Run,
    picture::{
        Origin, Picture,
        own::{OwnPicture, Uncut},
        pick::PictureSource,
    },
    platform::file_input::{self, FileContent, FileInput},
    shell::notice::{Severity, Topic},
    text::sentence,
    words::{self, Tell, words},
};
use freqscope_core::{
    error::{Error, Result},
    image::{
        Image,
        picture::{Picture as Decoded, remark::Remark, square::Square},
    },
    spectrum::dct::Spectrum,
};
use gloo::file::File;
use std::rc::Rc;

impl State {
    /// What was dropped or pasted. Of several pictures the first is shown, and all can be; a model beside them is opened.
    pub(super) fn take_input(&mut self, input: FileInput) -> Vec<Command> {
        let files = match input {
            FileInput::Hovering(_) => return Vec::new(),
            FileInput::Refused(reason) => {
                self.notices.clear(Topic::Picture);
                return self.problem(Topic::Picture, reason);
            }
            FileInput::Received(files) => files,
        };
        let (models, pictures): (Vec<File>, Vec<File>) =
            files.into_iter().partition(|file| file_input::is_called_model(&file.name()));
        let mut files = pictures.into_iter().chain(models);
        let first = files.next().map(PictureSource::File);
        let mut commands: Vec<Command> = first.into_iter().flat_map(|first| self.pick_picture(first)).collect();
        let beside: Vec<File> = files.collect();
        if !beside.is_empty() {
            commands.push(Command::ReadBeside(beside));
        }
        commands
    }

    /// One of the files that were dropped together with that on show.
    pub(super) fn beside_read(&mut self, file: File, content: Result<FileContent>) -> Vec<Command> {
        match content {
            Err(error) => self.unreadable(&file.name(), &error),
            Ok(FileContent::Lesson(lesson)) => self.open_own_lesson(&file.name(), *lesson),
            Ok(FileContent::Model(model)) => self.model_read(file.name(), Ok(model)),
            Ok(FileContent::Image(image)) => self.apply(|state| {
                state.tell_range(&file.name(), &image);
                state.own_pictures.add(OwnPicture { file, image });
            }),
            Ok(FileContent::Picture(picture)) => self.apply(|state| {
                state.tell_remarks(&file.name(), &picture);
                state.own_pictures.add(OwnPicture { file, image: picture.image });
            }),
        }
    }

    /// The picture whose square can be chosen anew: that of the file on show.
    pub fn uncut(&self) -> Option<Rc<Uncut>> {
        let shown = matches!(self.picture.as_ref()?.origin, Origin::File(_));
        self.uncut.clone().filter(|uncut| shown && uncut.has_choice())
    }

    pub(super) fn cut(&mut self, square: Square) -> Vec<Command> {
        let Some(uncut) = self.uncut() else { return Vec::new() };
        self.pick_picture(PictureSource::Cut(uncut.file.clone(), square))
    }

    pub(super) fn draw(&mut self, image: Image) -> Vec<Command> {
        self.forget_due(&Run::ALL);
        self.last_pick = self.last_pick.next();
        self.picking = None;
        self.notices.clear(Topic::Picture);
        self.picture_arrived(Origin::Drawn, image)
    }

    /// A picture from a file, all of which is kept small, so that another square can be chosen.
    pub(super) fn decoded(&mut self, origin: Origin, picture: Decoded) -> Vec<Command> {
        self.tell_remarks(origin.file(), &picture);
        let Decoded { image, overview, size, square, .. } = picture;
        if let Some(file) = self.reading.clone() {
            self.own_pictures.add(OwnPicture { file: file.clone(), image: image.clone() });
            self.uncut = Some(Rc::new(Uncut { file, overview, size, square }));
        }
        self.picture_arrived(origin, image)
    }

    pub(super) fn picture_arrived(&mut self, origin: Origin, image: Image) -> Vec<Command> {
        let spectrum = Spectrum::of(&image);
        let picture = Rc::new(Picture { origin, image, spectrum });
        let commands = self.change_picture(picture.clone());
        self.attacks.keep_about(&picture);
        commands
    }

    pub(super) fn unreadable(&mut self, name: &str, error: &Error) -> Vec<Command> {
        let told = words::told(error);
        let text = if let Error::File { .. } = error { told } else { words().error.of_file(name, &told) };
        self.notices.add_detailed(Topic::Picture, Severity::Problem, sentence(&text), error.details());
        Vec::new()
    }

    fn tell_remarks(&mut self, name: &str, picture: &Decoded) {
        picture.remarks.iter().for_each(|remark| self.tell_remark(name, *remark));
    }

    /// Says where values of an array leave [0, 1].
    pub(super) fn tell_range(&mut self, name: &str, image: &Image) {
        if !image.is_in_range() {
            self.tell_remark(name, Remark::Leaves);
        }
    }

    fn tell_remark(&mut self, name: &str, remark: Remark) {
        let severity = if remark.loss().is_some() { Severity::Problem } else { Severity::Information };
        let told = words().error.of_file(name, words().error.remark(remark));
        self.notices.add(Topic::Picture, severity, sentence(&told));
    }
}
