// SPDX-License-Identifier: BSL-1.0
//
// Columns of other types: ids, enums as text, UUIDs, times as text, structs in structs, JSON where
// nlohmann-json is installed; and blobs in pieces.

#include "data.hpp"
#include "model.hpp"

#include <cstring>
#if __has_include(<nlohmann/json.hpp>)
#include <lithe/value/json.hpp>
#define LITHE_BENCH_JSON
#endif

namespace bench {

enum class status { open, paid, cancelled };

}  // namespace bench

template <>
struct lithe::value_traits<bench::status> : lithe::enum_text<bench::status> {
    static constexpr lithe::enum_name<bench::status> names[] = {
        {bench::status::open, "open"},
        {bench::status::paid, "paid"},
        {bench::status::cancelled, "cancelled"}};
};

namespace bench {
namespace {

struct Place {
    std::string street{};
    std::optional<std::string> city{};
};
struct Invoice {
    lithe::id<Invoice> id{};
    lithe::uuid number{};
    status state = status::open;
    std::chrono::sys_seconds due{};
    Place to{};
    Place from{};

    static constexpr auto schema() {
        return lithe::table("invoices", lithe::primary_key<&Invoice::id>,
                            lithe::embedded<&Invoice::to>, lithe::embedded<&Invoice::from>);
    }
};
struct File {
    std::int64_t id = 0;
    lithe::bytes data{};
    static constexpr auto schema() { return lithe::table("files", lithe::primary_key<&File::id>); }
};
#if defined(LITHE_BENCH_JSON)
struct Setting {
    std::int64_t id = 0;
    nlohmann::json value{};
    static constexpr auto schema() {
        return lithe::table("settings", lithe::primary_key<&Setting::id>);
    }
};
#endif

status read_status(sqlite3_stmt* row, int column) {
    auto const name = view(row, column);
    if (name == "open")
        return status::open;
    if (name == "paid")
        return status::paid;
    if (name == "cancelled")
        return status::cancelled;
    throw std::runtime_error{"no status"};
}
Invoice read_invoice(sqlite3_stmt* row) {
    Invoice read{.id = lithe::id<Invoice>(integer(row, 0)),
                 .state = read_status(row, 2),
                 .due = std::chrono::sys_seconds{std::chrono::seconds{integer(row, 3)}},
                 .to = {text(row, 4), maybe_text(row, 5)},
                 .from = {text(row, 6), maybe_text(row, 7)}};
    if (sqlite3_column_bytes(row, 1) != 16)
        throw std::runtime_error{"no uuid"};
    std::memcpy(read.number.bytes.data(), sqlite3_column_blob(row, 1), 16);
    return read;
}

constexpr std::int64_t invoices = 10'000;
constexpr std::size_t piece_size = 100'000;

}  // namespace

void make_typed(std::string const& path) {
    lithe::connection db{path};
    db.create_tables<Invoice, File>();
    db.execute_script(
        "BEGIN; INSERT INTO invoices SELECT id, randomblob(16), iif(id % 3, 'paid', 'open'),"
        " 1700000000 + id, 'Street ' || id, iif(id % 2, 'Town', NULL), 'Way ' || id, NULL FROM"
        " people WHERE id <= 10000; INSERT INTO files VALUES(1, randomblob(4000000)); COMMIT");
#if defined(LITHE_BENCH_JSON)
    db.create_tables<Setting>();
    db.execute_script(
        "INSERT INTO settings SELECT id, '{\"name\":\"setting ' || id || '\",\"on\":true}' FROM"
        " people WHERE id <= 10000");
#endif
    db.execute_script("PRAGMA wal_checkpoint(TRUNCATE)");
}

void add_types(suite& s) {
    auto& db = s.db;
    auto* const invoices_ = s.c.prepare(
        "SELECT id, number, state, due, to_street, to_city, from_street, from_city FROM invoices"
        " WHERE id BETWEEN ?1 AND ?2 AND state = ?3");
    s.add({"types", "ids, UUIDs, an enum as text, times, embedded structs: 66 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, invoices - 100);
               seen.add(db.fetch_all(from<Invoice>().where(
                   col<&Invoice::id>.between(lithe::id<Invoice>(low), lithe::id<Invoice>(low + 98)),
                   col<&Invoice::state> == status::paid)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, invoices - 100);
               bind_all(invoices_, low, low + 98, std::string_view{"paid"});
               seen.add(rows(invoices_, read_invoice));
           }});

#if defined(LITHE_BENCH_JSON)
    auto* const settings_ =
        s.c.prepare("SELECT id, value FROM settings WHERE id BETWEEN ?1 AND ?2");
    s.add({"json_column", "a column of nlohmann::json, 20 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, invoices - 20);
               auto const found =
                   db.fetch_all(from<Setting>().where(col<&Setting::id>.between(low, low + 19)));
               seen.add(found.size());
               for (auto const& each : found)
                   seen.add(each.value.at("name").get_ref<std::string const&>());
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, invoices - 20);
               bind_all(settings_, low, low + 19);
               auto const found = rows(settings_, [](sqlite3_stmt* row) {
                   return Setting{integer(row, 0), nlohmann::json::parse(view(row, 1))};
               });
               seen.add(found.size());
               for (auto const& each : found)
                   seen.add(each.value.at("name").get_ref<std::string const&>());
           }});
#endif

    s.add({"blob_read", "4 MB read in pieces of 100 kB",
           [&](tally& seen, std::int64_t) {
               auto blob = db.blob(col<&File::data>, 1);
               lithe::bytes piece(piece_size);
               for (std::size_t at = 0; at < blob.size(); at += piece.size()) {
                   blob.read(at, piece);
                   seen.add(piece);
               }
           },
           [&c = s.c](tally& seen, std::int64_t) {
               sqlite3_blob* blob = nullptr;
               if (sqlite3_blob_open(c.native(), "main", "files", "data", 1, 0, &blob) != SQLITE_OK)
                   throw std::runtime_error{sqlite3_errmsg(c.native())};
               lithe::bytes piece(piece_size);
               int const size = sqlite3_blob_bytes(blob);
               for (int at = 0; at < size; at += static_cast<int>(piece.size())) {
                   if (sqlite3_blob_read(blob, piece.data(), static_cast<int>(piece.size()), at) !=
                       SQLITE_OK)
                       throw std::runtime_error{sqlite3_errmsg(c.native())};
                   seen.add(piece);
               }
               sqlite3_blob_close(blob);
           }});
    s.add({"blob_write", "400 kB written in pieces of 10 kB",
           [&](tally& seen, std::int64_t turn) {
               auto blob = db.blob(col<&File::data>, 1);
               lithe::bytes const piece(10'000, static_cast<std::byte>(turn));
               for (std::size_t at = 0; at < 400'000; at += piece.size())
                   blob.write(at, piece);
               seen.add(blob.size());
           },
           [&c = s.c](tally& seen, std::int64_t turn) {
               sqlite3_blob* blob = nullptr;
               if (sqlite3_blob_open(c.native(), "main", "files", "data", 1, 1, &blob) != SQLITE_OK)
                   throw std::runtime_error{sqlite3_errmsg(c.native())};
               lithe::bytes const piece(10'000, static_cast<std::byte>(turn));
               for (int at = 0; at < 400'000; at += static_cast<int>(piece.size()))
                   if (sqlite3_blob_write(blob, piece.data(), static_cast<int>(piece.size()), at) !=
                       SQLITE_OK)
                       throw std::runtime_error{sqlite3_errmsg(c.native())};
               seen.add(static_cast<std::size_t>(sqlite3_blob_bytes(blob)));
               sqlite3_blob_close(blob);
           },
           1.05, "SELECT hex(substr(data, 1, 500000)) FROM files"});
}

}  // namespace bench
