/** Types of freqscope.js; docs/EMBED.md is the reference. An image is a Float32Array of 3×32×32 values in [0, 1], channel by channel. */

export const CLASSES: readonly string[];
export const BANDS: 63;
/** Values of an image: 3072. */
export const PIXELS: 3072;

export class FreqscopeError extends Error {
  /** `start`, `download`, `image`, `parameter`, `band`, `protocol`, `unknown-model`, `weights`, `checkpoint`, `unsaid`, `cancelled`, `crashed`, `closed` … */
  readonly code: string;
}

/** A class by its name, such as `cat`, or its number, 0 to 9. */
export type Class = string | number;

export interface OpenOptions {
  /**
   * `auto` is the CPU, which answers at once; `gpu` the GPU where there is one that can be opened, and else the CPU, by the larger
   * program, which has been fetched by then.
   */
  device?: "auto" | "cpu" | "gpu";
  /** The folder with manifest.json and the weights; the site's own where nothing is said. */
  models?: string | URL;
  /**
   * Where bundlers have put the files of the engine, if not beside this module: `worker_cpu…` for the CPU, `worker…` for `gpu`, and
   * for all where only of these some are named. Browsers with relaxed SIMD take `…_relaxed_bg.wasm`, all others, and all where only
   * that is named, the program without it.
   */
  files?: Partial<Record<
    | "engine.js"
    | "worker_cpu.js" | "worker_cpu_bg.wasm" | "worker_cpu_relaxed_bg.wasm"
    | "worker.js" | "worker_bg.wasm" | "worker_relaxed_bg.wasm",
    string | URL
  >>;
  /** What a checkpoint does not say itself: how it normalises pixels of [0, 1], for red, green and blue; both or none. */
  mean?: Iterable<number>;
  std?: Iterable<number>;
  /** Of a checkpoint that holds several networks: what all names of the one begin with. */
  key?: string;
  signal?: AbortSignal;
  /** Bytes of the weights. */
  onProgress?(progress: { done: number; total: number }): void;
}

export interface Baseline {
  /** What replaces a band that is taken away. */
  fill?: "zero" | "mean" | "noise";
  /** Of the noise, and of no other fill. */
  seed?: number;
  /** What a zero in band 0 means: black, or the mean colour of CIFAR-10. */
  zero?: "pixels" | "normalised";
  /** Whether the picture without the band is limited to [0, 1]. */
  clip?: boolean;
}

export interface JobOptions<P> {
  signal?: AbortSignal;
  onProgress?(progress: P): void;
}

/** A promise of the answer; `for await (const progress of job)` reads how far it is. */
export interface Job<T, P> extends Promise<T>, AsyncIterable<P> {}

export interface Step {
  done: number;
  total: number;
}
export interface SearchStep extends Step {
  loss: number;
  /** The iterate. */
  image: Float32Array;
  logits?: Float32Array;
}

export interface Occlusion {
  /** The class of interest. */
  class: string;
  /** The ten logits of the whole image. */
  logits: Float32Array;
  /** Those without band 0, without band 1, …: 63 × 10. */
  ablated: Float32Array;
  /** The score of each band in logits: f(image) − f(image without it), for the class of interest. */
  scores: Float32Array;
  milliseconds: number;
}

export interface AttackOptions extends JobOptions<SearchStep> {
  /** `pgd-l2` where none is named. */
  method?: "fgsm" | "pgd-linf" | "pgd-l2" | "cw" | "simba-pixel" | "simba-dct";
  /** Radius or step, in pixel units. */
  epsilon?: number;
  /** Of PGD. */
  alpha?: number;
  steps?: number;
  start?: "random" | "clean";
  /** Of CW. */
  kappa?: number;
  iterations?: number;
  searches?: number;
  rate?: number;
  /** Of SimBA. */
  freq_dims?: number;
  /** The class that is wanted; any other than the true one where none is named. */
  target?: Class;
  /** The true class; what the network predicts where none is named. */
  label?: Class;
  seed?: number;
}

export interface Attack {
  outcome: "succeeded" | "resisted" | "misclassified";
  image: Float32Array;
  before: Float32Array;
  after: Float32Array;
  distance: { l0: number; l1: number; l2: number; linf: number };
  ssim: number;
  queries: number;
  iterations: number;
}

export interface Inversion {
  image: Float32Array;
  /** ‖g(found) − g(target)‖₂/‖g(target)‖₂. */
  loss: number;
  losses: Float32Array;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly device: { kind: "cpu" | "gpu"; name: string; reason: string };
  /** Ten logits for each image; of one without some bands, values may lie in [−2, 3]. */
  classify(images: Float32Array, options?: JobOptions<Step>): Job<Float32Array, Step>;
  occludedFrequency(image: Float32Array, options?: Baseline & JobOptions<Step> & { of?: Class }): Job<Occlusion, Step>;
  /** The images without these bands; values may leave [0, 1] unless `clip` is true. */
  ablate(images: Float32Array, bands: string | Iterable<number>, options?: Baseline & JobOptions<Step>): Job<Float32Array, Step>;
  attack(image: Float32Array, options?: AttackOptions): Job<Attack, SearchStep>;
  invert(start: Float32Array, target: Float32Array, options?: JobOptions<SearchStep> & { steps?: number; stepSize?: number }): Job<Inversion, SearchStep>;
  /** Gives its memory back, once all who have opened it have closed it. A second call does nothing. */
  close(): void;
}

/** `model`: an id such as `resnet18-natural`, the address of packed weights or of a checkpoint, or its bytes. */
export function open(model?: string | URL | ArrayBuffer | ArrayBufferView | Blob, options?: OpenOptions): Promise<Network>;

/**
 * The central square of a picture, shrunk to 32×32 by the browser. Fails with the code `image` where it has not been loaded, or is of
 * another origin and was loaded without `crossorigin`.
 */
export function imageOf(source: HTMLImageElement | HTMLCanvasElement | HTMLVideoElement | ImageBitmap): Float32Array;
