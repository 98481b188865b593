/*
 * Per-sample stochastic gradient descent in plain C: the original network (784-100-10, two linear
 * layers without bias, softmax, cross-entropy) on MNIST, one sample at a time. Inputs of 0 are
 * skipped. There are no intrinsics: the JVM is compared with what a compiler makes of plain loops
 * whose lengths it knows, so that it can unroll them.
 *
 * Build:  gcc -O3 -march=native -o sgd64 benchmarks/native/sgd.c -lz -lm
 *         gcc -O3 -march=native -DREAL=float -o sgd32 benchmarks/native/sgd.c -lz -lm
 *         With -DONE_SWEEP, the update of the first layer by a sample and its product with the next
 *         one are one sweep over its weights; the numbers stay the same.
 *         (without zlib: add -DNO_ZLIB, leave out -lz, and gunzip the files first)
 * Run:    ./sgd64 train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz [samples [epochs]]
 *
 * Prints one line per epoch: epoch, accuracy in percent, mean loss, microseconds per sample. The
 * last line is the median of these microseconds, without the first epoch if there are several.
 *
 * It times the same work as the Java benchmarks: bytes to numbers, forward, loss, backward, update.
 */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef NO_ZLIB
typedef FILE *input_file;
#define open_input(path) fopen(path, "rb")
#define read_input(file, target, size) fread(target, 1, size, file)
#define close_input(file) fclose(file)
#else
#include <zlib.h>
typedef gzFile input_file;
#define open_input(path) gzopen(path, "rb")
#define read_input(file, target, size) (size_t)gzfread(target, 1, size, file)
#define close_input(file) gzclose(file)
#endif

#ifndef REAL
#define REAL double
#endif
typedef REAL real;

enum { INPUTS = 784, HIDDEN = 100, OUTPUTS = 10, MAX_EPOCHS = 1000 };

static const real RATE = (real)0.000125;
static const double EPSILON = 1e-7;

/* At cache lines: a vector that lies across two of them costs two accesses. */
#define ALIGNED __attribute__((aligned(64)))

static real w1[INPUTS * HIDDEN] ALIGNED, w2[HIDDEN * OUTPUTS] ALIGNED;
static real h[HIDDEN] ALIGNED, gh[HIDDEN] ALIGNED, y[OUTPUTS] ALIGNED, gy[OUTPUTS] ALIGNED;
static real fractions[256];

/* A sample as numbers, and the indices of those that are not 0. */
struct input {
  real x[INPUTS] ALIGNED;
  int listed[INPUTS];
  int count;
};

static void read_pixels(const uint8_t *restrict pixels, struct input *restrict input) {
  int count = 0;
  for (int i = 0; i < INPUTS; i++) {
    input->x[i] = fractions[pixels[i]];
    input->listed[count] = i;
    count += pixels[i] != 0;
  }
  input->count = count;
}

/* h = h + f row. A call of its own: gcc 12 would take two rows at a time, and gather one of them. */
__attribute__((noinline)) static void add(real f, const real *restrict row) {
  for (int j = 0; j < HIDDEN; j++) {
    h[j] += f * row[j];
  }
}

/* h = x w1: the rows that belong to inputs of 0 are skipped. */
static void forward(const struct input *restrict input) {
  memset(h, 0, sizeof h);
  for (int k = 0; k < input->count; k++) {
    int i = input->listed[k];
    add(input->x[i], w1 + i * HIDDEN);
  }
}

/* w1 = w1 - rate x^T gh, for the rows that are listed. */
static void update(const real *restrict x, const int *restrict listed, int count) {
  for (int k = 0; k < count; k++) {
    int i = listed[k];
    real *restrict row = w1 + i * HIDDEN;
    real u = -RATE * x[i];
    for (int j = 0; j < HIDDEN; j++) {
      row[j] += u * gh[j];
    }
  }
}

#ifdef ONE_SWEEP
/* Both; the rows that next skips are updated last. */
static void update_and_forward(const struct input *restrict input,
                               const struct input *restrict next) {
  for (int j = 0; j < HIDDEN; j++) {
    h[j] = 0;
  }
  for (int k = 0; k < next->count; k++) {
    int i = next->listed[k];
    real *restrict row = w1 + i * HIDDEN;
    real u = -RATE * input->x[i], f = next->x[i];
    for (int j = 0; j < HIDDEN; j++) {
      row[j] += u * gh[j];
      h[j] += f * row[j];
    }
  }
  int others[INPUTS], count = 0;
  for (int k = 0; k < input->count; k++) {
    others[count] = input->listed[k];
    count += next->x[input->listed[k]] == 0;
  }
  update(input->x, others, count);
}
#else
static void update_and_forward(const struct input *restrict input,
                               const struct input *restrict next) {
  update(input->x, input->listed, input->count);
  forward(next);
}
#endif

/*
 * Learns a sample whose hidden layer is h; returns its loss, sets *right to whether its prediction
 * was right, and h to that of the next sample.
 */
static double learn(const struct input *input, int label, const struct input *next, int *right) {
  for (int j = 0; j < OUTPUTS; j++) {
    y[j] = 0;
  }
  for (int i = 0; i < HIDDEN; i++) {
    for (int j = 0; j < OUTPUTS; j++) {
      y[j] += h[i] * w2[i * OUTPUTS + j];
    }
  }

  int best = 0;
  for (int j = 1; j < OUTPUTS; j++) {
    best = y[j] > y[best] ? j : best;
  }
  *right = best == label;
  double p[OUTPUTS], sum = 0;
  for (int j = 0; j < OUTPUTS; j++) {
    p[j] = exp((double)y[j] - (double)y[best]);
    sum += p[j];
  }
  for (int j = 0; j < OUTPUTS; j++) {
    p[j] /= sum;
    gy[j] = (real)(p[j] - (j == label));
  }

  for (int i = 0; i < HIDDEN; i++) {
    real dot = 0, f = -RATE * h[i];
    for (int j = 0; j < OUTPUTS; j++) {
      dot += gy[j] * w2[i * OUTPUTS + j];
    }
    gh[i] = dot;
    for (int j = 0; j < OUTPUTS; j++) {
      w2[i * OUTPUTS + j] += f * gy[j];
    }
  }
  update_and_forward(input, next);
  return -log(p[label] < EPSILON ? p[label] + EPSILON : p[label]);
}

static void fail(const char *what, const char *path) {
  fprintf(stderr, "sgd: %s: %s\n", path, what);
  exit(1);
}

static uint32_t big_endian(const uint8_t *b) {
  return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Reads the elements of an IDX file, of `size` bytes each, and sets *count to their number. */
static uint8_t *read_idx(const char *path, int dimensions, size_t size, size_t limit,
                         size_t *count) {
  uint8_t header[16];
  size_t length = 4 + 4 * (size_t)dimensions;
  input_file file = open_input(path);
  if (!file) {
    fail("cannot be opened", path);
  }
  if (read_input(file, header, length) != length || header[0] || header[1] || header[2] != 8 ||
      header[3] != dimensions) {
    fail("is not an IDX file of bytes with the expected number of dimensions", path);
  }
  size_t product = 1;
  for (int d = 1; d < dimensions; d++) {
    product *= big_endian(header + 4 + 4 * d);
  }
  *count = big_endian(header + 4);
  if (product != size || *count == 0 || *count > 1000000) {
    fail("has elements of the wrong size, none, or too many", path);
  }
  *count = limit && limit < *count ? limit : *count;
  uint8_t *elements = malloc(*count * size);
  if (!elements || read_input(file, elements, *count * size) != *count * size) {
    fail("is truncated, or does not fit into memory", path);
  }
  close_input(file);
  return elements;
}

/* SplitMix64, with which Ganglion draws its initial weights. */
static double next_uniform(void) {
  static uint64_t state = 1;
  state += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t z = state;
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  z ^= z >> 31;
  return (double)(z >> 11) * 0x1p-53;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

int main(int argc, char **argv) {
  if (argc < 3 || argc > 5) {
    fprintf(stderr, "usage: %s IMAGES LABELS [SAMPLES [EPOCHS]]\n", argv[0]);
    return 2;
  }
  size_t limit = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
  int epochs = argc > 4 ? atoi(argv[4]) : 15;
  if (epochs < 1 || epochs > MAX_EPOCHS) {
    fail("expected 1 to 1000 epochs", argv[4]);
  }
  size_t samples, labelled;
  uint8_t *images = read_idx(argv[1], 3, INPUTS, limit, &samples);
  uint8_t *labels = read_idx(argv[2], 1, 1, limit, &labelled);
  if (samples != labelled) {
    fail("does not have as many labels as there are images", argv[2]);
  }
  for (size_t i = 0; i < samples; i++) {
    if (labels[i] >= OUTPUTS) {
      fail("has a label that is not a digit", argv[2]);
    }
  }
  for (int i = 0; i < 256; i++) {
    fractions[i] = (real)(i / 255.0);
  }
  for (int i = 0; i < INPUTS * HIDDEN; i++) {
    w1[i] = (real)(next_uniform() / sqrt(INPUTS));
  }
  for (int i = 0; i < HIDDEN * OUTPUTS; i++) {
    w2[i] = (real)(next_uniform() / sqrt(HIDDEN));
  }
  static double micros[MAX_EPOCHS];
  for (int epoch = 0; epoch < epochs; epoch++) {
    double loss = 0, start = now();
    int correct = 0;
    static struct input inputs[2], nothing;
    read_pixels(images, &inputs[0]);
    forward(&inputs[0]);
    for (size_t i = 0; i < samples; i++) {
      int right, more = i + 1 < samples;
      struct input *next = more ? &inputs[(i + 1) % 2] : &nothing;
      if (more) {
        read_pixels(images + (i + 1) * INPUTS, next);
      }
      loss += learn(&inputs[i % 2], labels[i], next, &right);
      correct += right;
    }
    micros[epoch] = (now() - start) / (double)samples;
    printf("%d\t%.4f\t%.17g\t%.3f\n", epoch + 1, 100.0 * correct / (double)samples,
           loss / (double)samples, micros[epoch]);
  }
  int first = epochs > 1;
  qsort(micros + first, (size_t)(epochs - first), sizeof *micros, ascending);
  printf("median\t%.3f\n", micros[first + (epochs - first) / 2]);
  free(images);
  free(labels);
  return 0;
}
