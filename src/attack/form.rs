//! The settings of an attack as the visitor types them, and their meaning.

use crate::{
    attack::kind::{AttackKind, Field},
    text::local,
    words::words,
};
use freqscope_core::{
    attack::{
        AttackSpec, Method, Misclassified,
        cw::Cw,
        goal::Goal,
        pgd::{Pgd, Start},
        simba::{Basis, Order, Simba},
        threat::{Norm, ThreatModel},
    },
    error::{Error, Result},
    parameter::parse_number,
};
use std::{borrow::Cow, collections::BTreeMap, str::FromStr};

/// Which of the models on show are attacked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    #[default]
    First,
    /// The first alone where there is no second.
    Both,
}

/// Each kind of attack keeps its own numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct AttackForm {
    pub kind: AttackKind,
    pub goal: Goal,
    /// Where PGD begins.
    pub start: Start,
    pub scope: Scope,
    /// What the visitor has changed.
    written: BTreeMap<(AttackKind, Field), String>,
}

impl Default for AttackForm {
    fn default() -> Self {
        Self {
            kind: AttackKind::default(),
            goal: Goal::default(),
            start: Start::Random,
            scope: Scope::default(),
            written: BTreeMap::new(),
        }
    }
}

impl AttackForm {
    /// What is written in a field of the chosen attack.
    pub fn text(&self, field: Field) -> Cow<'_, str> {
        self.text_of(self.kind, field)
    }

    /// What is written in a field of any attack.
    pub fn text_of(&self, kind: AttackKind, field: Field) -> Cow<'_, str> {
        match self.written.get(&(kind, field)) {
            Some(text) => text.into(),
            None => kind.default_text(field).into(),
        }
    }

    pub fn with_kind(self, kind: impl Into<AttackKind>) -> Self {
        Self { kind: kind.into(), ..self }
    }

    pub fn with_goal(self, goal: Goal) -> Self {
        Self { goal, ..self }
    }

    pub fn with_start(self, start: Start) -> Self {
        Self { start, ..self }
    }

    pub fn with_scope(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// The attack, how strong it is and what it wants, such as `FGSM, ε = 8/255`.
    pub fn title(&self) -> String {
        let (field, sign) = self.kind.strength();
        let goal = match self.goal {
            Goal::Untargeted => String::new(),
            Goal::Targeted(class) => words().attack.toward(words().classes.name(class)),
        };
        format!("{}, {sign} = {}{goal}", self.kind.name(), local(self.text(field).trim().to_owned()))
    }

    /// With other text in a field of the chosen attack.
    pub fn with(self, field: Field, text: String) -> Self {
        let kind = self.kind;
        self.with_text_of(kind, field, text)
    }

    /// With other text in a field of any attack.
    pub fn with_text_of(mut self, kind: AttackKind, field: Field, text: String) -> Self {
        match text == kind.default_text(field) {
            true => self.written.remove(&(kind, field)),
            false => self.written.insert((kind, field), text),
        };
        self
    }

    /// The same without what is no number of at most 24 characters.
    pub fn with_numbers_only(mut self) -> Self {
        self.written.retain(|_, text| is_number(text));
        self
    }

    /// The same with the paper's ε for the chosen attack, and where steps have a length, with α = 2.5 ε/steps: α must grow
    /// with ε, or the steps never reach the edge of the ball. The paper does not give its α.
    pub fn with_paper(self) -> Self {
        let Some(epsilon) = self.kind.paper() else { return self };
        let form = self.with(Field::Epsilon, epsilon.into());
        match form.proportional_alpha().filter(|_| form.kind.has_alpha()) {
            Some(alpha) => form.with(Field::Alpha, alpha),
            None => form,
        }
    }

    /// 2.5 ε/steps with four significant digits, if both have a meaning.
    fn proportional_alpha(&self) -> Option<String> {
        let (epsilon, steps) = (self.real(Field::Epsilon).ok()?, self.whole::<u32>(Field::Steps).ok()?);
        let alpha = 2.5 * epsilon / f64::from(steps);
        let text =
            || freqscope_core::text::significant(alpha, 4).trim_end_matches('0').trim_end_matches('.').to_owned();
        (alpha > 0.0 && alpha <= 1.0).then(text)
    }

    /// The same with the page's numbers for the chosen attack.
    pub fn with_defaults(mut self) -> Self {
        let kind = self.kind;
        self.written.retain(|&(of, _), _| of != kind);
        self.start = Start::Random;
        self
    }

    /// # Errors
    /// [`Error::Parameter`], which names what has no meaning and says what it may be.
    pub fn spec(&self) -> Result<AttackSpec> {
        let (method, seed) = (self.method()?, self.whole(Field::Seed)?);
        let spec = AttackSpec { method, goal: self.goal, seed, misclassified: Misclassified::LeaveAlone };
        spec.check()?;
        Ok(spec)
    }

    /// Whether what is written in this field is the first thing that has no meaning.
    pub fn is_refused(&self, field: Field) -> bool {
        matches!(self.spec(), Err(Error::Parameter { name, .. }) if name == field.name())
    }

    fn method(&self) -> Result<Method> {
        Ok(match self.kind.default_method() {
            Method::Fgsm { .. } => Method::Fgsm { epsilon: self.real(Field::Epsilon)? },
            Method::Pgd(pgd) => Method::Pgd(self.pgd(pgd.threat.norm)?),
            Method::Cw(_) => Method::Cw(self.cw()?),
            Method::Simba(simba) => Method::Simba(self.simba(simba.basis)?),
        })
    }

    fn pgd(&self, norm: Norm) -> Result<Pgd> {
        let threat = ThreatModel { norm, epsilon: self.real(Field::Epsilon)? };
        Ok(Pgd { threat, alpha: self.real(Field::Alpha)?, steps: self.whole(Field::Steps)?, start: self.start })
    }

    fn cw(&self) -> Result<Cw> {
        let bound = (!self.text(Field::Bound).trim().is_empty()).then(|| self.real(Field::Bound)).transpose()?;
        Ok(Cw {
            kappa: self.real(Field::Kappa)?,
            iterations: self.whole(Field::Iterations)?,
            searches: self.whole(Field::Searches)?,
            rate: self.real(Field::Rate)?,
            bound,
        })
    }

    fn simba(&self, basis: Basis) -> Result<Simba> {
        let order = Order::Random { freq_dims: self.whole(Field::FreqDims)? };
        Ok(Simba { epsilon: self.real(Field::Epsilon)?, basis, order })
    }

    fn real(&self, field: Field) -> Result<f64> {
        let text = self.text(field);
        parse_number(&text).ok_or_else(|| refusal(field, &text, words().attack.number_wanted()))
    }

    fn whole<N: FromStr>(&self, field: Field) -> Result<N> {
        let text = self.text(field);
        text.trim().parse().map_err(|_| refusal(field, &text, words().attack.whole_wanted()))
    }
}

/// Whether a text is a number that is short enough for a link.
pub fn is_number(text: &str) -> bool {
    text.len() <= 24 && text.is_ascii() && parse_number(text).is_some()
}

fn refusal(field: Field, text: &str, range: &str) -> Error {
    let value = if text.trim().is_empty() { words().attack.empty().into() } else { words().attack.written(text) };
    Error::Parameter { name: field.name().into(), value, range: range.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, speak};
    use freqscope_core::attack::method_kind::MethodKind;

    fn form(kind: impl Into<AttackKind>) -> AttackForm {
        AttackForm { kind: kind.into(), ..AttackForm::default() }
    }

    fn method(form: &AttackForm) -> Method {
        form.spec().unwrap().method
    }

    #[test]
    fn the_page_begins_with_the_defaults_of_the_definitions() {
        assert_eq!(method(&form(MethodKind::Fgsm)), Method::Fgsm { epsilon: 8.0 / 255.0 });
        assert_eq!(method(&form(MethodKind::PgdLinf)), Method::Pgd(Pgd::LINF));
        assert_eq!(method(&form(MethodKind::PgdL2)), Method::Pgd(Pgd::L2));
        assert_eq!(method(&form(MethodKind::Cw)), Method::Cw(Cw { iterations: 100, searches: 5, ..Cw::default() }));
        assert_eq!(method(&form(MethodKind::Simba)), Method::Simba(Simba::default()));
        assert_eq!(
            method(&form(AttackKind::SIMBA_DCT)),
            Method::Simba(Simba { basis: Basis::Dct, ..Simba::default() })
        );
    }

    #[test]
    fn each_attack_keeps_its_numbers_and_takes_the_papers() {
        let mut form = form(MethodKind::Fgsm).with_paper();
        assert_eq!(method(&form), Method::Fgsm { epsilon: 0.15 });
        form.kind = MethodKind::PgdLinf.into();
        assert_eq!(method(&form), Method::Pgd(Pgd::LINF));
        form.kind = MethodKind::Fgsm.into();
        assert_eq!(form.text(Field::Epsilon), "0.15");
        assert_eq!(form.with_defaults().text(Field::Epsilon), "8/255");
    }

    #[test]
    fn the_papers_radius_of_pgd_comes_with_steps_that_can_reach_it() {
        let paper = |form: AttackForm| match method(&form.with_paper()) {
            Method::Pgd(pgd) => (pgd.threat.epsilon, pgd.alpha, pgd.steps),
            other => panic!("{other:?}"),
        };
        assert_eq!(paper(form(MethodKind::PgdLinf)), (0.15, 0.0375, 10));
        assert_eq!(paper(form(MethodKind::PgdLinf).with(Field::Steps, "40".into())), (0.15, 0.009375, 40));
        let senseless = form(MethodKind::PgdLinf).with(Field::Steps, "many".into()).with_paper();
        assert_eq!(senseless.text(Field::Alpha), "2/255", "what cannot be computed stays");
    }

    #[test]
    fn a_title_names_what_tells_runs_apart() {
        assert_eq!(form(MethodKind::Fgsm).title(), "FGSM, ε = 8/255");
        let targeted = form(MethodKind::Cw).with_goal(Goal::Targeted(freqscope_core::class::Class::Ship));
        assert_eq!(targeted.title(), "CW, κ = 0, toward “ship”");
        speak(Language::German);
        assert_eq!(form(MethodKind::PgdL2).title(), "PGD ℓ2, ε = 0,5");
    }

    #[test]
    fn what_has_no_meaning_is_refused_in_a_sentence() {
        fn refused(kind: impl Into<AttackKind>, field: Field, text: &str) -> String {
            form(kind).with(field, text.into()).spec().unwrap_err().to_string()
        }
        let epsilon = |text| refused(MethodKind::Fgsm, Field::Epsilon, text);
        assert!(epsilon("-0.1").starts_with("epsilon is -0.1: choose a number from 0 to 1"));
        assert!(epsilon("1/0").starts_with("epsilon is inf: choose"));
        assert_eq!(epsilon("a lot"), "epsilon is “a lot”: choose a number such as 0.03 or 8/255");
        assert!(epsilon(" ").starts_with("epsilon is empty: choose"));
        assert!(refused(MethodKind::PgdL2, Field::Steps, "0").starts_with("steps is 0: choose a whole number from 1"));
        assert!(refused(MethodKind::PgdL2, Field::Steps, "1.5").starts_with("steps is “1.5”: choose a whole number"));
        assert!(refused(AttackKind::SIMBA_DCT, Field::FreqDims, "33").starts_with("freq_dims is 33: choose"));
    }

    #[test]
    fn a_comma_is_a_decimal_point() {
        let epsilon =
            |text: &str| form(MethodKind::Fgsm).with(Field::Epsilon, text.into()).spec().map(|spec| spec.method);
        assert_eq!(epsilon("0,03"), Ok(Method::Fgsm { epsilon: 0.03 }));
        assert_eq!(epsilon(" 7,5 / 255 "), Ok(Method::Fgsm { epsilon: 7.5 / 255.0 }));
        assert_eq!(epsilon("0,0,3").ok(), None);
    }

    #[test]
    fn the_bound_may_be_empty() {
        let bound = |text: &str| match method(&form(MethodKind::Cw).with(Field::Bound, text.into())) {
            Method::Cw(cw) => cw.bound,
            other => panic!("{other:?}"),
        };
        assert_eq!((bound(" "), bound("0.5")), (None, Some(0.5)));
    }
}
