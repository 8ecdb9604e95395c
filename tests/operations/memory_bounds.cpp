// SPDX-License-Identifier: BSL-1.0
//
// What a database holds is bounded by its options: counted in bytes of operator new, and of SQLite
// by its own count. Nothing is timed.

// The thread sanitizer of clang has operators of its own that cannot be replaced; what is counted
// here does not depend on it.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define LITHE_TEST_COUNTS_NOTHING
#endif
#endif

#if !defined(LITHE_TEST_COUNTS_NOTHING)

#include <lithe/lithe.hpp>
#include <lithe/operations/observe.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <ranges>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

// The size stands before the block, in as many bytes as keep it aligned.
constexpr std::size_t before_block = 64;
std::atomic<std::int64_t> bytes_held{0};
std::atomic<std::int64_t> most_held{0};

void* allocate(std::size_t size) {
    auto* const block = static_cast<char*>(std::aligned_alloc(
        before_block, (size + 2 * before_block - 1) / before_block * before_block));
    if (block == nullptr)
        throw std::bad_alloc();
    *reinterpret_cast<std::size_t*>(block) = size;
    auto const now =
        bytes_held.fetch_add(static_cast<std::int64_t>(size)) + static_cast<std::int64_t>(size);
    for (auto most = most_held.load(); most < now && !most_held.compare_exchange_weak(most, now);) {
    }
    return block + before_block;
}

// Not inlined, or g++ 12 takes the pair of operators for a mismatch.
[[gnu::noinline]] void release(void* memory) noexcept {
    if (memory == nullptr)
        return;
    auto* const block = static_cast<char*>(memory) - before_block;
    bytes_held -= static_cast<std::int64_t>(*reinterpret_cast<std::size_t*>(block));
    std::free(block);
}

// What the program holds more than at the beginning, and held at most.
class growth {
public:
    growth() {
        most_held = began_.load();
        sqlite3_memory_highwater(1);
    }
    std::int64_t now() const { return bytes_held - began_; }
    std::int64_t most() const { return most_held - began_; }
    std::int64_t sqlite_now() const { return sqlite3_memory_used() - sqlite_began_; }
    std::int64_t sqlite_most() const { return sqlite3_memory_highwater(0) - sqlite_began_; }

private:
    std::atomic<std::int64_t> began_{bytes_held.load()};
    std::int64_t sqlite_began_ = sqlite3_memory_used();
};

constexpr std::int64_t mib = 1 << 20;

}  // namespace

void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    try {
        return allocate(size);
    } catch (...) {
        return nullptr;
    }
}
void* operator new[](std::size_t size, std::nothrow_t const& tag) noexcept {
    return operator new(size, tag);
}
void* operator new(std::size_t size, std::align_val_t) {
    return allocate(size);  // nothing here asks for more than 64
}
void operator delete(void* memory) noexcept {
    release(memory);
}
void operator delete[](void* memory) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    release(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::nothrow_t const&) noexcept {
    release(memory);
}
void operator delete[](void* memory, std::nothrow_t const&) noexcept {
    release(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    release(memory);
}

namespace memory_test {

struct Note {
    std::int64_t id = 0;
    std::string text{};
};

std::string const text(100, 'x');

// A writer that holds until it is let go.
class gate {
public:
    explicit gate(lithe::database& db)
        : held_(db.async_write([this](lithe::transaction&) {
              holds_ = true;
              while (!open_)
                  std::this_thread::sleep_for(1ms);
          })) {
        while (!holds_)
            std::this_thread::sleep_for(1ms);
    }
    void open() {
        open_ = true;
        held_.get();
    }

private:
    std::atomic<bool> holds_{false};
    std::atomic<bool> open_{false};
    lithe::future<void> held_;
};

// Fills a queue until it refuses. Returns: how many were taken.
std::size_t fill_queue(std::size_t capacity, std::size_t bytes) {
    auto db = lithe::database::in_memory(
        {.queue_capacity = capacity, .queue_bytes = bytes, .when_full = lithe::when_full::reject});
    std::vector<lithe::future<void>> pending;
    pending.reserve(capacity);
    gate holding(db);
    growth const grown;
    try {
        for (;;)
            pending.push_back(db.async_write([](lithe::transaction&) {}));
    } catch (lithe::queue_full const&) {
    }
    CHECK(pending.size() <= capacity);
    // The writes that wait are what is held; the one that was refused, and SQLite, held nothing.
    CHECK(grown.most() <= static_cast<std::int64_t>(bytes) + mib / 16);
    CHECK(grown.sqlite_most() <= mib / 16);
    holding.open();
    for (auto& each : pending)
        each.get();
    CHECK(grown.now() <= mib / 16);
    CHECK(grown.most() <= static_cast<std::int64_t>(bytes) + mib / 16);
    return pending.size();
}

}  // namespace memory_test

using memory_test::Note;

TEST_CASE("memory: a full queue holds queue_bytes") {
    CHECK(memory_test::fill_queue(20'000, 64 << 20) == 19'999);  // and the one that runs
    auto const taken = memory_test::fill_queue(1'000'000, 2 << 20);
    CHECK(taken > 2'000);
    CHECK(taken < 50'000);
}

TEST_CASE("memory: a million writes wait", "[.slow]") {
    CHECK(memory_test::fill_queue(1'000'000, std::size_t{512} << 20U) == 999'999);
}

TEST_CASE("memory: an idle database with four readers adds 8 MiB at most") {
    scratch_folder const folder;
    {
        lithe::connection c(folder.file("a.db"));
        c.create_tables<Note>();
    }
    growth const grown;
    lithe::database db(folder.file("a.db"), {.readers = 4});
    db.insert(Note{.text = memory_test::text});
    std::atomic<int> inside{0};
    std::vector<std::thread> threads;
    for (int reader = 0; reader < 4; ++reader) {
        threads.emplace_back([&] {
            db.read([&](lithe::reader& r) {
                static_cast<void>(r.fetch_all(lithe::from<Note>()));
                ++inside;
                while (inside < 4)
                    std::this_thread::sleep_for(1ms);
            });
        });
    }
    for (auto& thread : threads)
        thread.join();
    // With the page caches, which hold a few pages here.
    CHECK(grown.now() + grown.sqlite_now() <= 8 * mib);
    CHECK(grown.most() + grown.sqlite_most() <= 8 * mib);
}

TEST_CASE("memory: a huge transaction copies no rows, and holds the pages that it changes") {
    scratch_folder const folder;
    lithe::database db(folder.file("a.db"));
    db.create_tables<Note>();
    auto const notes = std::views::iota(0, 100'000) |
                       std::views::transform([](int) { return Note{.text = memory_test::text}; });
    growth const grown;
    CHECK(db.insert_all(notes) == 100'000);
    CHECK(grown.most() <= mib / 2);
    // 12 MB of rows. Before 3.50.2 changed pages may not leave the cache before COMMIT, so that
    // cache_size is no limit then.
    CHECK(grown.sqlite_most() <= 24 * mib);
}

TEST_CASE("memory: a slow reader, and an observation that is slower than the writes") {
    scratch_folder const folder;
    lithe::database db(folder.file("a.db"));
    db.create_tables<Note>();
    std::vector<Note> notes(5'000, Note{.text = memory_test::text});
    db.insert_all(notes);

    SECTION("a stream holds a row") {
        growth const grown;
        std::size_t seen = 0;
        db.read([&](lithe::reader& r) {
            for (auto const& note : r.stream(lithe::from<Note>()))
                seen += note.text.size();
        });
        CHECK(seen == 500'000);
        CHECK(grown.most() <= mib / 4);
    }
    SECTION("what happened meanwhile is kept as 10 000 rows at most") {
        std::atomic<bool> runs{false};
        std::atomic<bool> goes_on{false};
        std::atomic<int> incomplete{0};
        auto const watch = db.observe_changes<Note>([&](lithe::table_changes const& changes) {
            runs = true;
            incomplete += changes.complete ? 0 : 1;
            while (!goes_on)
                std::this_thread::sleep_for(1ms);
        });
        while (!runs) {
            db.insert(notes.front());
            std::this_thread::sleep_for(1ms);
        }
        growth const grown;
        for (int round = 0; round < 10; ++round)
            db.insert_all(notes);
        CHECK(grown.most() <= 2 * mib);  // 24 bytes a row, in the log and with the observer
        goes_on = true;
        while (incomplete == 0)
            std::this_thread::sleep_for(1ms);
    }
}

#endif
