#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A caller's contiguous range as a table, so that `x IN (SELECT value FROM lithe_array(?1))` has
// one text whatever the length. The view is bound as a pointer: nothing is copied, and no SQL text
// can name it.

#include <lithe/sqlite/eponymous_table.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/sqlite/throw_error.hpp>

#include <cstddef>
#include <cstdint>
#include <new>

namespace lithe::inline v0 {
namespace detail {

/// A range that SQLite reads where it is; it must outlive the statement's run.
struct array_view {
    void const* data = nullptr;
    std::size_t count = 0;
    /// Gives element `index` to SQLite by one of sqlite3_result_*; texts and blobs by
    /// SQLITE_STATIC. Throws nothing: a failure is told by sqlite3_result_error.
    void (*column)(sqlite3_context* out, void const* data, std::size_t index) noexcept = nullptr;
    /// The positions in which the elements are given, `count` of them; null: as they stand.
    std::uint32_t const* order = nullptr;
};

/// A view of `count` elements at `data`; `Give(out, element)` gives one to SQLite.
template <auto Give, class Element>
constexpr array_view make_array_view(Element const* data, std::size_t count) noexcept {
    return {data, count,
            [](sqlite3_context* out, void const* elements, std::size_t index) noexcept {
                Give(out, static_cast<Element const*>(elements)[index]);
            },
            nullptr};
}

/// Binds `view` to a parameter that stands as the argument of lithe_array; null is the empty range.
/// Lifetime: `view` itself must outlive the statement's run, too.
inline int bind_array(sqlite3_stmt* statement, int parameter, array_view const* view) noexcept {
    // SQLite takes no const pointer; the table only reads it, as an array_view const.
    void* pointer = const_cast<array_view*>(view);
    return sqlite3_bind_pointer(statement, parameter, pointer, "lithe_array", nullptr);
}

/// The eponymous virtual table lithe_array(value, source HIDDEN).
/// Source: https://www.sqlite.org/vtab.html#epovtab, https://www.sqlite.org/bindptr.html
struct array_table : eponymous_table<array_table> {
    using table = sqlite3_vtab;

    struct cursor : sqlite3_vtab_cursor {
        array_view view{};
        std::size_t position = 0;
        /// Which element of the range stands here.
        [[nodiscard]] std::size_t index() const noexcept {
            return view.order == nullptr ? position : view.order[position];
        }
        void keep_only(sqlite3_int64 row) noexcept {
            auto const at = static_cast<std::size_t>(row) - 1;
            view.order = nullptr;
            view.count = row >= 1 && at < view.count ? at + 1 : 0;
            position = at;
        }
    };

    static int connect(sqlite3* db, void*, int, char const* const*, sqlite3_vtab** made,
                       char**) noexcept {
        int const rc = sqlite3_declare_vtab(db, "CREATE TABLE x(value, source HIDDEN)");
        if (rc != SQLITE_OK)
            return rc;
        // No trigger or view of a file may reach it.
        sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
        *made = new (std::nothrow) table{};
        return *made == nullptr ? SQLITE_NOMEM : SQLITE_OK;
    }

    static int best_index(sqlite3_vtab*, sqlite3_index_info* info) noexcept {
        info->idxNum = 0;
        info->estimatedCost = 1;
        info->estimatedRows = 0;
        int position = -1;
        for (int at = 0; at < info->nConstraint; ++at) {
            auto const& constraint = info->aConstraint[at];
            if (constraint.iColumn == -1 && constraint.op == SQLITE_INDEX_CONSTRAINT_EQ &&
                constraint.usable != 0)
                position = at;
            if (constraint.iColumn != 1 || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ)
                continue;
            // The argument comes from a table not read yet: no such plan.
            if (constraint.usable == 0)
                return SQLITE_CONSTRAINT;
            info->aConstraintUsage[at].argvIndex = 1;
            info->aConstraintUsage[at].omit = 1;
            info->idxNum = 1;
            // The length is not known when planning. Few, so that a table joined to it is
            // searched by its index and not scanned.
            info->estimatedCost = 25;
            info->estimatedRows = 25;
        }
        // The element at a position, where several ranges are read side by side.
        if (info->idxNum == 1 && position >= 0) {
            info->aConstraintUsage[position].argvIndex = 2;
            info->aConstraintUsage[position].omit = 1;
            info->idxNum = 2;
            info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
            info->estimatedCost = 1;
            info->estimatedRows = 1;
        }
        return SQLITE_OK;
    }

    static int filter(sqlite3_vtab_cursor* opened, int index_number, char const*, int,
                      sqlite3_value** arguments) noexcept {
        auto* const self = static_cast<cursor*>(opened);
        void* const view =
            index_number >= 1 ? sqlite3_value_pointer(arguments[0], "lithe_array") : nullptr;
        self->view = view == nullptr ? array_view{} : *static_cast<array_view const*>(view);
        self->position = 0;
        if (index_number == 2)
            self->keep_only(sqlite3_value_int64(arguments[1]));
        return SQLITE_OK;
    }

    static int next(sqlite3_vtab_cursor* opened) noexcept {
        ++static_cast<cursor*>(opened)->position;
        return SQLITE_OK;
    }

    static int eof(sqlite3_vtab_cursor* opened) noexcept {
        auto const* const self = static_cast<cursor*>(opened);
        return self->position >= self->view.count ? 1 : 0;
    }

    static int column(sqlite3_vtab_cursor* opened, sqlite3_context* out, int index) noexcept {
        auto const* const self = static_cast<cursor*>(opened);
        if (index == 0)
            self->view.column(out, self->view.data, self->index());
        return SQLITE_OK;
    }

    static int row_id(sqlite3_vtab_cursor* opened, sqlite3_int64* id) noexcept {
        *id = static_cast<sqlite3_int64>(static_cast<cursor*>(opened)->index() + 1);
        return SQLITE_OK;
    }
};

inline constexpr sqlite3_module array_module = array_table::make_module();

/// Makes lithe_array known to a connection.
inline void register_array_table(sqlite3* db) {
    check(db, sqlite3_create_module_v2(db, "lithe_array", &array_module, nullptr, nullptr));
}

}  // namespace detail
}  // namespace lithe::inline v0
