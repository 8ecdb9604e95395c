// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/blob.hpp>

#include <lithe/lithe.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using lithe::col;
using lithe_test::number;

namespace {

struct file {
    std::int64_t id = 0;
    std::string name{};
    std::optional<lithe::bytes> data{};
    static constexpr auto schema() { return lithe::table("files", lithe::primary_key<&file::id>); }
};

lithe::bytes pattern(std::size_t size, std::size_t seed) {
    lithe::bytes made(size);
    for (std::size_t at = 0; at < size; ++at)
        made[at] = static_cast<std::byte>((at * 7 + seed) & 0xffU);
    return made;
}

lithe::connection files() {
    lithe::connection c(":memory:");
    c.create_tables<file>();
    return c;
}

}  // namespace

TEST_CASE("blob: read and written in pieces") {
    auto c = files();
    auto const id = c.insert(file{.name = "film"});
    c.execute(lithe::update<file>()
                  .set(col<&file::data> = lithe::zeroblob(100'000))
                  .where(col<&file::id> == id));
    CHECK(number(c.native_handle(), "SELECT length(data) FROM files") == 100'000);
    auto const whole = pattern(100'000, 3);
    c.transact([&](lithe::transaction& tx) {
        auto data = tx.blob(col<&file::data>, id);
        CHECK(data.size() == 100'000);
        for (std::size_t at = 0; at < whole.size(); at += 30'000)
            data.write(at, std::span(whole).subspan(at, at + 30'000 > 100'000 ? 10'000 : 30'000));
        data.write(100'000, {});
        CHECK_THROWS_AS(data.write(99'999, std::span(whole).first(2)), std::out_of_range);
        CHECK_THROWS_AS(data.write(100'001, {}), std::out_of_range);
    });
    CHECK(c.get<file>(id).data == whole);
    lithe::bytes part(12'345);
    auto shown = c.blob(col<&file::data>, id);
    shown.read(70'000, part);
    CHECK(part == lithe::bytes(whole.begin() + 70'000, whole.begin() + 82'345));
    CHECK_THROWS_AS(shown.read(90'000, part), std::out_of_range);
}

TEST_CASE("blob: a row is inserted with zeros, and its key is had at once") {
    auto c = files();
    auto const into = lithe::insert_into<file>();
    auto const id =
        c.fetch_one(into.set(col<&file::name> = "film", col<&file::data> = lithe::zeroblob(100'000))
                        .returning(col<&file::id>));
    c.transact([&](lithe::transaction& tx) {
        auto data = tx.blob(col<&file::data>, id);
        CHECK(data.size() == 100'000);
        data.write(99'999, lithe::bytes(1, std::byte{7}));
    });
    auto const read = c.get<file>(id);
    CHECK(read.name == "film");
    CHECK(read.data->front() == std::byte{0});
    CHECK(read.data->back() == std::byte{7});
    auto const again = into.set(col<&file::id> = id, col<&file::name> = "x",
                                col<&file::data> = lithe::zeroblob(3));
    CHECK_THROWS_AS(c.execute(again), lithe::constraint_error);
    CHECK(c.execute(again.on_conflict<&file::id>().do_update(
              col<&file::data> = lithe::excluded<&file::data>)) == 1);
    CHECK(c.get<file>(id).data == lithe::bytes(3));
    // Expressions: of queries, too.
    CHECK(c.execute(into.set(
              col<&file::name> = "copy",
              col<&file::data> = coalesce(
                  scalar(lithe::from<file>().where(col<&file::id> == id).select(col<&file::data>)),
                  lithe::zeroblob(1)))) == 1);
    CHECK(c.get<file>(id + 1).data == lithe::bytes(3));
}

TEST_CASE("blob: zeroblob as a value of SQL by hand") {
    auto c = files();
    CHECK(c.execute(
              lithe::sql<"INSERT INTO files(name, data) VALUES (?, zeroblob(?))">("film", 5)) == 1);
    CHECK(c.get<file>(1).data == lithe::bytes(5));
}

TEST_CASE("blob: a changed row expires the handle") {
    auto c = files();
    auto const id = c.insert(file{.name = "film", .data = pattern(1000, 1)});
    auto const other = c.insert(file{.name = "other", .data = pattern(10, 1)});
    lithe::bytes part(10);
    auto data = c.blob(col<&file::data>, id);
    data.read(0, part);
    c.execute(lithe::update<file>().set(col<&file::name> = "x").where(col<&file::id> == other));
    data.read(0, part);
    c.execute(lithe::update<file>().set(col<&file::name> = "x").where(col<&file::id> == id));
    CHECK_THROWS_AS(data.read(0, part), lithe::blob_expired);
    CHECK_THROWS_AS(data.write(0, part), lithe::blob_expired);
    auto again = c.blob(col<&file::data>, id);
    again.read(0, part);
    CHECK(part == pattern(10, 1));
    c.erase<file>(id);
    CHECK_THROWS_AS(again.read(0, part), lithe::blob_expired);
}

TEST_CASE("blob: rows that are not there, NULL and indexed columns") {
    auto c = files();
    CHECK_THROWS_AS(c.blob(col<&file::data>, 9), lithe::not_found);
    CHECK_THROWS_AS(c.blob(col<&file::data>, std::uint64_t{1} << 63U), lithe::not_found);
    auto const id = c.insert(file{.name = "film"});
    CHECK_THROWS_AS(c.blob(col<&file::data>, id), lithe::error);
    c.execute(lithe::update<file>().set(col<&file::data> = lithe::zeroblob(3)).all_rows());
    c.execute_script("CREATE INDEX by_data ON files(data)");
    CHECK_THROWS_WITH(c.blob(col<&file::data>, id), Catch::Contains("indexed"));
}

TEST_CASE("blob: a reader reads, and what a rolled-back transaction wrote is gone") {
    scratch_folder const folder;
    lithe::database db(folder.file("blob.db"));
    db.create_tables<file>();
    auto const id = db.insert(file{.name = "film", .data = pattern(50'000, 2)});
    CHECK_THROWS_AS(db.write([&](lithe::transaction& tx) {
        tx.blob(col<&file::data>, id).write(0, pattern(100, 9));
        throw std::runtime_error("undo");
    }),
                    std::runtime_error);
    lithe::bytes part(100);
    db.read([&](lithe::reader& r) { r.blob(col<&file::data>, id).read(0, part); });
    CHECK(part == pattern(100, 2));
    db.write(
        [&](lithe::transaction& tx) { tx.blob(col<&file::data>, id).write(0, pattern(100, 9)); });
    db.read([&](lithe::reader& r) { r.blob(col<&file::data>, id).read(0, part); });
    CHECK(part == pattern(100, 9));
}

namespace {

void pass_through(std::size_t size) {
    scratch_folder const folder;
    constexpr std::size_t piece = 1 << 20;
    {
        lithe::connection c(folder.file("large.db"), {.cache_size = -4000, .mmap_size = 0});
        c.execute_script("PRAGMA cache_spill = ON");
        c.create_tables<file>();
        auto const id = c.insert(file{.name = "film"});
        sqlite3_memory_highwater(1);
        c.transact([&](lithe::transaction& tx) {
            tx.execute(
                lithe::update<file>().set(col<&file::data> = lithe::zeroblob(size)).all_rows());
            auto data = tx.blob(col<&file::data>, id);
            for (std::size_t at = 0; at < size; at += piece)
                data.write(at, pattern(piece, at / piece));
        });
        CHECK(sqlite3_memory_highwater(0) < (16 << 20));
    }
    // Reading needs no other settings: its pages do not stay in the cache.
    lithe::connection c(folder.file("large.db"), {.mmap_size = 0});
    sqlite3_memory_highwater(1);
    auto data = c.blob(col<&file::data>, 1);
    REQUIRE(data.size() == size);
    lithe::bytes part(piece);
    bool same = true;
    for (std::size_t at = 0; at < size; at += piece) {
        data.read(at, part);
        same = same && part == pattern(piece, at / piece);
    }
    CHECK(same);
    CHECK(sqlite3_memory_highwater(0) < (16 << 20));
}

}  // namespace

TEST_CASE("blob: 64 MiB pass through less than 16 MiB of heap") {
    pass_through(std::size_t{64} << 20U);
}

TEST_CASE("blob: 500 MiB pass through less than 16 MiB of heap", "[.slow]") {
    pass_through(std::size_t{500} << 20U);
}
