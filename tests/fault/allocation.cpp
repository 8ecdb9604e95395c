// SPDX-License-Identifier: BSL-1.0
//
// operator new fails for the n-th time on the calling thread: the call throws and has done nothing,
// or has done all; the database goes on.
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>
#include <thread>

namespace {

thread_local int allocations_left = 0;  // until this thread's next failure; 0: none

void* allocate(std::size_t size) {
    if (allocations_left > 0 && --allocations_left == 0)
        throw std::bad_alloc();
    if (void* const memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

// Not inlined, or g++ 12 takes the pair of operators for a mismatch.
[[gnu::noinline]] void release(void* memory) noexcept {
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
// Sanitizers have these of their own, which do not go with the delete below.
void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, std::nothrow_t const&) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory, std::nothrow_t const&) noexcept {
    release(memory);
}
void operator delete[](void* memory, std::nothrow_t const&) noexcept {
    release(memory);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    auto const unit = static_cast<std::size_t>(alignment);
    if (allocations_left > 0 && --allocations_left == 0)
        throw std::bad_alloc();
    if (void* const memory = std::aligned_alloc(unit, (size + unit - 1) / unit * unit))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory, std::align_val_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    release(memory);
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

TEST_CASE("allocation: the n-th operator new of a caller fails, until none is left") {
    auto db = lithe::database::in_memory({.readers = 1});
    db.write([](lithe::transaction& tx) { tx.session().run("CREATE TABLE t(data)"); });
    std::int64_t rows = 0;
    int points = 0;
    auto const insert = [](lithe::transaction& tx) {
        tx.session().run("INSERT INTO t VALUES(1)");
        return std::string(100, 'x');
    };
    for (int call = 0; call < 6; ++call) {
        bool failed = true;
        for (int nth = 1; failed; ++nth) {
            failed = false;
            CAPTURE(call, nth);
            // A thread of its own has no parking place yet, and must get one.
            std::thread([&] {
                allocations_left = nth;
                try {
                    switch (call) {
                        case 0:
                            db.write(insert);
                            break;
                        case 1:
                            db.write(insert, {.deadline = lithe::timeout::milliseconds(60'000)});
                            break;
                        case 2:
                            db.async_write(insert).get();
                            break;
                        case 3:
                            db.write(lithe::run_once, insert);
                            break;
                        case 4:
                            db.read([](lithe::reader& r) {
                                return std::string(100, 'x') +
                                       std::to_string(r.native_handle() != nullptr);
                            });
                            break;
                        default:
                            db.barrier();
                            break;
                    }
                } catch (std::bad_alloc const&) {
                }
                failed = allocations_left == 0;
                allocations_left = 0;
            }).join();
            points += failed ? 1 : 0;
            auto const now = db.read([](lithe::reader& r) {
                return lithe_test::number(r.native_handle(), "SELECT count(*) FROM t");
            });
            REQUIRE(now >= rows);
            REQUIRE(now <= rows + 1);
            if (!failed && call < 4)
                REQUIRE(now == rows + 1);
            rows = now;
            REQUIRE(nth < 1000);
        }
    }
    WARN(points << " fault points");
    CHECK(points >= 4);
}
