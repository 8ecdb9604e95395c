#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A text that is known only at run time: `r.fetch_all(sql_text(text).as<Row>(args...))`. What the
// compiler checks of sql<"..."> is checked when it runs; the last 16 texts of a connection stay
// prepared (sqlite/text_cache.hpp).

#include <lithe/sqlite/written_row.hpp>

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// One text and what is known of it, at an address that stays; shared by copies of its statement.
class shared_text {
public:
    shared_text(std::string_view text, confirm_function confirm)
        : block_(new block{.text = std::string(text)}) {
        std::vector<std::string_view> names;
        try {
            names.resize(text.size() / 2 + 1);
        } catch (...) {
            delete block_;
            throw;
        }
        block_->scan = scan_sql(block_->text, names.data());
        block_->facts.text = block_->text.c_str();
        block_->facts.size = block_->text.size();
        block_->facts.writes = block_->scan.writes;
        block_->facts.confirm = confirm;
    }
    shared_text(shared_text const& other) noexcept : block_(other.block_) { ++block_->owners; }
    shared_text& operator=(shared_text other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~shared_text() {
        if (--block_->owners == 0)
            delete block_;
    }

    [[nodiscard]] statement_facts const& facts() const noexcept { return block_->facts; }
    [[nodiscard]] sql_scan const& scan() const noexcept { return block_->scan; }
    [[nodiscard]] std::string const& text() const noexcept { return block_->text; }

private:
    struct block {
        std::atomic<std::size_t> owners = 1;
        std::string text{};
        sql_scan scan{};
        statement_facts facts{};
    };
    block* block_;
};

constexpr char const* words_of(sql_fault fault) {
    switch (fault) {
        case sql_fault::empty:
            return "lithe: sql_text: the text holds no statement";
        case sql_fault::broken:
            return "lithe: sql_text: a quote or a parameter's name in the text does not end";
        case sql_fault::several:
            return "lithe: sql_text: the text holds several statements; use execute_script()";
        case sql_fault::control:
            return "lithe: sql_text: BEGIN, COMMIT, ATTACH and VACUUM are not statements here; use "
                   "transact() or on_open";
        case sql_fault::setting:
            return "lithe: sql_text: a PRAGMA that sets or does something; use the options or "
                   "on_open";
        default:
            return "lithe: sql_text: the text begins like no statement of SQL";
    }
}

template <class Row, int Given>
void confirm_text(sqlite3_stmt* prepared, statement_facts const& facts) {
    int const in_text = sqlite3_bind_parameter_count(prepared);
    if (in_text != Given)
        throw error("lithe: sql_text: the text has parameters: " + std::to_string(in_text) +
                        "; values given: " + std::to_string(Given),
                    SQLITE_RANGE, sql_of_facts(facts));
    confirm_written<Row>(prepared, facts);
}

}  // namespace detail

/// A statement of a text with its values; its rows are `Row`, or none for void.
///
/// Lifetime: as a query's; copies share the text. Cost: prepared unless it is one of the last 16.
template <class Row, class... Parameters>
class text_statement {
public:
    using rows = detail::written_rows<Row>;
    static constexpr bool at_run_time = true;
    /// What the compiler must assume; where it goes is known by facts().writes.
    static constexpr bool writes = std::is_void_v<Row>;
    static constexpr bool returns_rows = !std::is_void_v<Row>;

    text_statement(std::string_view text, detail::value_pack<Parameters...> given)
        : text_(text, &detail::confirm_text<Row, static_cast<int>(sizeof...(Parameters))>),
          values_(std::move(given)) {}

    [[nodiscard]] std::string_view sql() const { return text_.text(); }
    static constexpr void write(sql_writer&) {}
    template <class Sink>
    void bind(Sink& sink) const {
        detail::bind_pack(sink, values_);
    }
    /// Errors: lithe::error for a text that is not one statement, or not one to be run.
    [[nodiscard]] detail::statement_facts const& facts() const {
        if (text_.scan().fault != detail::sql_fault::none)
            throw error(detail::words_of(text_.scan().fault), SQLITE_ERROR, text_.text());
        return text_.facts();
    }
    [[nodiscard]] bool changes_rows() const { return text_.scan().changes_rows; }

private:
    detail::shared_text text_;
    detail::value_pack<Parameters...> values_;
};

/// SQL that is known only now: `sql_text(text).as<Row>(values...)`, `sql_text(text)(values...)`
/// without rows. Values are bound in the order of the parameters' numbers.
///
/// Errors, when it runs: lithe::error for what SQLite refuses, for a transaction's commands,
/// settings and several statements, and for another number of values; schema_error when the columns
/// do not fit `Row`. `.as<lithe::row>()` takes any columns.
class sql_text {
public:
    explicit sql_text(std::string_view text) : text_(text) {}

    template <class Row, class... Values>
    [[nodiscard]] auto as(Values&&... given) const {
        if constexpr (!detail::require_row<Row>() ||
                      !(detail::require_bindable<std::remove_cvref_t<Values>>() && ...)) {
            return detail::refused_sql{};
        } else {
            return make<Row>(std::forward<Values>(given)...);
        }
    }
    template <class... Values>
    [[nodiscard]] auto operator()(Values&&... given) const {
        if constexpr (!(detail::require_bindable<std::remove_cvref_t<Values>>() && ...)) {
            return detail::refused_sql{};
        } else {
            return make<void>(std::forward<Values>(given)...);
        }
    }

private:
    template <class Row, class... Values>
    auto make(Values&&... given) const {
        return text_statement<Row, detail::written_parameter_t<Values>...>(
            text_, detail::make_pack(detail::make_written<detail::written_parameter_t<Values>>(
                       std::forward<Values>(given))...));
    }

    std::string text_;
};

}  // namespace lithe::inline v0
