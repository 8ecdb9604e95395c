#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// One blob in pieces, without the whole of it in memory: `auto data = tx.blob(col<&File::data>,
// key); data.write(offset, part);`. https://www.sqlite.org/c3ref/blob_open.html

#include <lithe/expression/column.hpp>
#include <lithe/schema/descriptor.hpp>
#include <lithe/sqlite/session.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

/// The row of an open blob was changed or deleted: nothing more can be read or written by it.
class blob_expired : public error {
public:
    using error::error;
};

namespace detail {

/// sqlite3_blob with its rules; not a template.
class open_blob {
public:
    open_blob(session& on, char const* schema, char const* table, char const* column,
              std::int64_t row, bool writable)
        : db_(on.native()) {
        int const rc =
            sqlite3_blob_open(db_, schema, table, column, row, writable ? 1 : 0, &handle_);
        if (rc == SQLITE_OK) {
            size_ = static_cast<std::size_t>(sqlite3_blob_bytes(handle_));
            return;
        }
        // The message of a missing row is all that tells it apart.
        if (std::string_view(sqlite3_errmsg(db_)).starts_with("no such rowid"))
            throw not_found(std::string("lithe: no row in ") + table);
        throw_error(db_, rc);
    }
    open_blob(open_blob const&) = delete;
    open_blob& operator=(open_blob const&) = delete;
    ~open_blob() { sqlite3_blob_close(handle_); }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    void read(std::size_t offset, std::span<std::byte> into) {
        require_inside(offset, into.size());
        check_blob(sqlite3_blob_read(handle_, into.data(), static_cast<int>(into.size()),
                                     static_cast<int>(offset)));
        note(into.size());
    }
    void write(std::size_t offset, std::span<std::byte const> from) {
        require_inside(offset, from.size());
        check_blob(sqlite3_blob_write(handle_, from.data(), static_cast<int>(from.size()),
                                      static_cast<int>(offset)));
        note(from.size());
    }

private:
    void require_inside(std::size_t offset, std::size_t count) const {
        if (offset > size() || count > size() - offset)
            throw std::out_of_range("lithe: blob: " + std::to_string(count) + " bytes at " +
                                    std::to_string(offset) + " of a blob of " +
                                    std::to_string(size()));
    }
    void check_blob(int rc) const {
        if (rc == SQLITE_ABORT)
            throw blob_expired("lithe: blob: its row was changed or deleted", SQLITE_ABORT);
        check(db_, rc);
    }
    // The pages of a blob pass once, and would fill the connection's cache (64 MB by default).
    void note(std::size_t count) noexcept {
        constexpr std::size_t most = 4 << 20;
        passed_ += count;
        if (passed_ < most)
            return;
        passed_ = 0;
        sqlite3_db_release_memory(db_);
    }

    sqlite3* db_;
    sqlite3_blob* handle_ = nullptr;
    std::size_t size_ = 0;  // SQLite says 0 of one that has expired
    std::size_t passed_ = 0;
};

}  // namespace detail

/// One row's blob, opened for reading, in a transaction or on a connection also for writing.
///
/// Errors: std::out_of_range beyond its end (it cannot grow); blob_expired once its row was changed
/// or deleted by anything but this handle. Lifetime: it ends before its callback or connection
/// does; it cannot be moved, so `auto data = tx.blob(…);` is its place. Source:
/// https://www.sqlite.org/c3ref/blob_open.html
template <bool Writable>
class blob_handle {
public:
    blob_handle(detail::session& on, char const* schema, char const* table, char const* column,
                std::int64_t row)
        : open_(on, schema, table, column, row, Writable) {}

    /// Units: bytes.
    [[nodiscard]] std::size_t size() const noexcept { return open_.size(); }
    /// Reads as many bytes as `into` has, from `offset` on.
    void read(std::size_t offset, std::span<std::byte> into) { open_.read(offset, into); }
    /// Writes all of `from` at `offset`.
    void write(std::size_t offset, std::span<std::byte const> from)
        requires Writable
    {
        open_.write(offset, from);
    }

private:
    detail::open_blob open_;
};

namespace detail {

template <class Value>
consteval bool is_large_object() {
    return storage_class_of<bare<Value>>() == storage_class::blob;
}
template <auto Member>
consteval bool require_blob_column() {
    constexpr bool blob = is_large_object<field_of<Member>>();
    static_assert(blob, "lithe: blob(): this column holds no BLOB; name one that does");
    return blob;
}
template <class Entity>
consteval bool require_row_key() {
    constexpr bool row = has_rowid_key<Entity>;
    static_assert(row,
                  "lithe: blob(): the table's key is no single integer, SQLite's rowid; read the "
                  "whole field");
    return row;
}
template <class Key>
consteval bool require_integer_key() {
    constexpr bool whole = std::is_integral_v<storage_t<Key>>;
    static_assert(whole, "lithe: blob(): the key is no integer; give the row's primary key");
    return whole;
}

/// What stands where a mistake was explained.
struct refused_blob {
    [[nodiscard]] std::size_t size() const;
    void read(std::size_t offset, std::span<std::byte> into);
    void write(std::size_t offset, std::span<std::byte const> from);
};

template <class Key>
std::int64_t row_number(Key const& key) {
    if constexpr (has_value_traits<Key>) {
        return row_number(value_traits<Key>::to_storage(key));
    } else {
        if (!std::in_range<std::int64_t>(key))
            throw not_found("lithe: no row has such a key");
        return static_cast<std::int64_t>(key);
    }
}

// Names as C texts, which SQLite's call wants.
template <auto Member>
struct blob_place {
    using entity = owner_of<Member>;
    std::string schema{entity_names<entity>::schema().empty() ? "main"
                                                              : entity_names<entity>::schema()};
    std::string table{entity_names<entity>::table()};
    std::string column{column_names<entity>[member_index<Member>]};
};

}  // namespace detail

/// `blob(column, key)`; a base of the handles.
template <class Self>
class blob_operations {
public:
    /// Opens the blob of one row, to be read and, where this handle may write, written in pieces.
    ///
    /// Errors: not_found; lithe::error for NULL, and for writing where the column is indexed or
    /// part of a foreign key. Cost: bounded memory, however large the blob.
    template <auto Member, class Key>
    [[nodiscard]] auto blob(column<Member> const&, Key const& key) {
        if constexpr (detail::require_blob_column<Member>() &&
                      detail::require_row_key<detail::owner_of<Member>>() &&
                      detail::require_integer_key<Key>()) {
            detail::blob_place<Member> const place;
            return blob_handle<Self::may_write>(static_cast<Self&>(*this).session(),
                                                place.schema.c_str(), place.table.c_str(),
                                                place.column.c_str(), detail::row_number(key));
        } else {
            return detail::refused_blob{};
        }
    }

private:
    friend Self;
    blob_operations() = default;
};

}  // namespace lithe::inline v0
