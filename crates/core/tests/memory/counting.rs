//! How much memory a computation holds at once.

// An allocator cannot be written without; this one only counts what it hands on to the system's.
#![allow(unsafe_code)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

/// The system's allocator, which counts the bytes that it has given out.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;
static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn take(bytes: usize) {
    let held = HELD.fetch_add(bytes, SeqCst) + bytes;
    MOST.fetch_max(held, SeqCst);
}

fn give_back(bytes: usize) {
    HELD.fetch_sub(bytes, SeqCst);
}

// SAFETY: every function passes its arguments on unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        give_back(layout.size());
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        give_back(layout.size());
        take(size);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// Lets no other test allocate meanwhile: all threads are counted together.
pub fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What `compute` gives, and the most bytes that it held at once beyond those held before; see [`alone`].
pub fn peak<T>(compute: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.load(SeqCst);
    MOST.store(before, SeqCst);
    (compute(), MOST.load(SeqCst) - before)
}
