/** Types of <freq-scope>; docs/EMBED.md is the reference. */

export type View = "compare" | "occlusion" | "spectrum" | "ablation" | "attack" | "inversion" | "survey" | "proposition";

/** What can be set, as attributes or by `set()`. `null` takes an attribute away. */
export interface Options {
  view?: View | null;
  /** A sample such as `cat-0`, the address of a PNG or JPEG file, or its bytes. */
  image?: string | ArrayBuffer | Blob | null;
  /** Ids of one network or two, with spaces or commas between. */
  models?: string | string[] | null;
  /** The bands that are taken away, such as `0,16-62`. */
  bands?: string | number[] | null;
  /** `fgsm` where none is named; `freqscope.js` takes `pgd-l2`. */
  attack?: "fgsm" | "pgd-linf" | "pgd-l2" | "cw" | "simba-pixel" | "simba-dct" | null;
  /** The first band that is taken away in `compare`, 1 to 62. */
  cut?: number | string | null;
  /** The class of interest. */
  ofClass?: string | null;
  /** Any other key of a link, such as `pgd-l2.epsilon=0.25&scale=logits`, or a whole link. */
  link?: string | null;
  /** What a checkpoint does not say itself: how it normalises pixels of [0, 1], three numbers each, and which of its networks is meant. */
  mean?: string | number[] | null;
  std?: string | number[] | null;
  key?: string | null;
  /** As the page around has it, unless one is named. */
  lang?: "en" | "de" | null;
  /** As the page around has it by its `color-scheme`, in CSS or in a `<meta>`, unless one is named. */
  theme?: "auto" | "light" | "dark" | null;
  /** A network of one's own: its address or its bytes. Bytes take the attribute's place. */
  weights?: string | ArrayBuffer | Blob | null;
}

/** Ten numbers, one a class: airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck. */
export type Logits = number[];

interface Shown {
  version: 1;
  link: string;
  picture: string;
}
interface Network {
  id: string;
  name: string;
}
interface Answered extends Network {
  logits: Logits;
  without: Logits;
}

/** The numbers of a figure: scores in logits, lengths in pixel units, of values in [0, 1]. */
export type Result = Shown &
  (
    | { view: "compare"; cut: number; class: string | null; networks: Answered[] }
    | { view: "ablation"; bands: string; networks: Answered[] }
    | { view: "occlusion"; class: string; networks: (Network & { logits: Logits; scores: number[] })[] }
    | { view: "spectrum"; energy: number[] }
    | {
        view: "attack";
        networks: (Network & {
          attack: string;
          outcome: "succeeded" | "resisted" | "misclassified";
          before: Logits;
          after: Logits;
          distance: { l0: number; l1: number; l2: number; linf: number };
          queries: number;
        })[];
      }
    | { view: "inversion"; networks: (Network & { losses: number[]; logits: Logits | null })[] }
    | { view: "survey"; networks: { id: string; images: number; scores: number[] }[] }
    | { view: "proposition"; energy: number; bands: { band: number; l1: number; bound: number }[] }
  );

export interface Change {
  version: 1;
  /** What follows the `#` of the link to what is shown. */
  link: string;
}

export interface Problem {
  version: 1;
  /** `start`, `unreachable` (also where `base` leads nowhere), `base` (nobody says where embed.html is), `engine`, `model`, `unsaid`, `picture`, `link`, `image` or `weights`. */
  code: string;
  /** A whole sentence. */
  message: string;
}

export interface FreqScopeEvents {
  result: CustomEvent<Result>;
  change: CustomEvent<Change>;
  error: CustomEvent<Problem>;
}

export class FreqScope extends HTMLElement {
  /** The address of embed.html, where the script does not lie beside it. */
  static base: string | undefined;
  /** Of the frame as it is now: another one once the element has been moved. */
  readonly ready: Promise<FreqScope>;
  readonly link: string;
  /** Fails with an `Error` that has the code `parameter` where there is no such option, or a value is none of it. */
  set(options: Options): void;
  /** Fails with an `Error` that has the `code` of a `Problem`, or `removed`. */
  run(): Promise<Result>;
  load(): void;
  addEventListener<K extends keyof FreqScopeEvents>(type: K, listener: (event: FreqScopeEvents[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "freq-scope": FreqScope;
  }
}
