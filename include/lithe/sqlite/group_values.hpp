#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// An expression of groups that is selected, too, must have the same values in both places: SQLite
// sees two parameters, takes the value of some row, and says nothing.

#include <lithe/sqlite/bind.hpp>
#include <lithe/statement/same_values.hpp>
#include <lithe/statement/select.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0::detail {

/// A sink that keeps what would be bound, in the queries under a name, too, and what was chosen.
class value_recorder {
public:
    static constexpr bool reads_choices = true;
    static constexpr bool looks_for_definition = true;

    void choice(unsigned char chosen) { kept_.append(1, 'c').append(1, static_cast<char>(chosen)); }
    void skip(std::size_t) {}
    template <class Query>
    void define(std::string_view, Query const& query) {
        query.bind_body(*this);
    }

    template <class Value>
    void operator()(Value const& value) {
        keep_given([&] { give_value(*this, value); });
    }
    template <class Traits, class Value>
    void bind_as(Value const& value) {
        if constexpr (is_optional<Value>) {
            value ? bind_as<Traits>(*value) : null();
        } else {
            keep_given([&] { give_stored<Traits>(*this, value); });
        }
    }
    template <class Value>
    void bind_new_key(Value const& value) {
        (*this)(value);
    }
    template <class Value>
    void bind_range(Value const* data, std::size_t count) {
        kept_.append(1, 'l').append(std::to_string(count)).append(1, ':');
        for (std::size_t at = 0; at < count; ++at)
            (*this)(data[at]);
    }
    template <class Traits, class Value>
    void bind_range_as(Value const* data, std::size_t count) {
        kept_.append(1, 'l').append(std::to_string(count)).append(1, ':');
        for (std::size_t at = 0; at < count; ++at)
            bind_as<Traits>(data[at]);
    }

    void null() { kept_ += 'n'; }
    void integer(std::int64_t value) { kept_ += 'i' + std::to_string(value); }
    void real(double value) { keep('r', {reinterpret_cast<char const*>(&value), sizeof value}); }
    void text(std::string_view value) { keep('t', value); }
    void text_copy(std::string_view value) { keep('t', value); }
    void blob(void const* data, std::size_t size) {
        keep('b', {static_cast<char const*>(data), size});
    }
    void blob_copy(void const* data, std::size_t size) { blob(data, size); }

    friend bool operator==(value_recorder const&, value_recorder const&) = default;

private:
    // A value that cannot be bound is refused where it is, with its parameter.
    template <class Give>
    void keep_given(Give const& give) {
        try {
            give();
        } catch (value_fault const&) {
            kept_ += 'x';
        }
    }
    void keep(char kind, std::string_view bytes) {
        kept_.append(1, kind).append(std::to_string(bytes.size())).append(1, ':').append(bytes);
    }
    std::string kept_{};
};

template <class Statement>
inline constexpr bool has_group_values = false;
template <class... Clauses>
inline constexpr bool has_group_values<select_statement<Clauses...>> =
    ((Clauses::rank == clause_rank::group_by && Clauses::parameters) || ...);

template <class... Nodes, class Entry>
void require_same_group(value_pack<Nodes...> const& groups, Entry const& entry) {
    if constexpr (is_ordering_term<Entry>) {
        require_same_group(groups, entry.node);
    } else if constexpr (contains<Entry, type_list<Nodes...>> && has_parameters<Entry>) {
        constexpr std::size_t of_type = ((std::is_same_v<Entry, Nodes> ? 1U : 0U) + ...);
        if (place_of_same<value_recorder>(entry, groups) == of_type)
            throw std::invalid_argument(
                "lithe: group_by(): an expression of groups has another value where it is "
                "selected; give it the same");
    }
}

template <class Groups, class Clause>
void require_same_groups(Groups const& groups, Clause const& clause) {
    if constexpr (Clause::rank == clause_rank::select || Clause::rank == clause_rank::order_by)
        clause.list.each([&](auto const& entry) { require_same_group(groups.list, entry); });
}

/// Errors: std::invalid_argument.
template <class... Clauses>
void require_same_groups(select_statement<Clauses...> const& query) {
    using groups = nth_t<0, clauses_at<clause_rank::group_by, type_list<Clauses...>>>;
    (require_same_groups(static_cast<groups const&>(query), static_cast<Clauses const&>(query)),
     ...);
}

}  // namespace lithe::inline v0::detail
