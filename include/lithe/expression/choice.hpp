#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Run-time choices in a query's text: `when(on, condition)` leaves a condition out, `choose(i, …)`
// takes one of several orders. Each combination that occurs is a text of its own, made and prepared
// once; k conditions have at most 2^k. Writing its text skips a choice in the order in which bind()
// tells it to a sink that reads choices (0 is what sql() shows); `is_absent` says whether nothing
// of it is left.

#include <lithe/expression/literal.hpp>
#include <lithe/expression/logical.hpp>
#include <lithe/expression/ordering.hpp>

#include <cstddef>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class Node>
consteval std::size_t count_choices() {
    sql_writer scan;
    Node::write(scan);
    return scan.choice_count();
}
/// How many choices the text of `Node` has, those in its subqueries too.
template <class Node>
inline constexpr std::size_t choice_count = 0;
template <class Node>
    requires((summary_of<Node> & any_choice_inside) != 0)
inline constexpr std::size_t choice_count<Node> = count_choices<Node>();

/// A sink that wants no values but what was chosen.
template <class Sink>
concept choice_sink = requires { Sink::reads_choices; };

template <std::size_t Count>
struct choice_values {
    unsigned char values[Count > 0 ? Count : 1]{};
    friend constexpr bool operator==(choice_values const&, choice_values const&) = default;
};
/// What sinks share that want something else than the values.
struct ignored_values {
    template <class Value>
    constexpr void operator()(Value const&) {}
    template <class Traits, class Value>
    constexpr void bind_as(Value const&) {}
    template <class Value>
    constexpr void bind_new_key(Value const&) {}
    template <class Value>
    constexpr void bind_range(Value const*, std::size_t) {}
    template <class Traits, class Value>
    constexpr void bind_range_as(Value const*, std::size_t) {}
};
/// Where a statement binds its values to have its choices read, in the order of its text. Some are
/// made by comparing values, which a `Recorder` keeps (statement/same_values.hpp).
template <class Recorder>
struct choice_reader : ignored_values {
    static constexpr bool reads_choices = true;
    using recorder = Recorder;
    unsigned char* out;

    constexpr explicit choice_reader(unsigned char* first) : out(first) {}
    constexpr void choice(unsigned char chosen) { *out++ = chosen; }
    constexpr void skip(std::size_t count) { out += count; }  // they stay 0
};
template <std::size_t Count, class Recorder, class Statement>
constexpr choice_values<Count> read_choices(Statement const& statement) {
    choice_values<Count> read;
    choice_reader<Recorder> reader{read.values};
    statement.bind(reader);
    return read;
}

template <class Sink>
constexpr void tell_choice(Sink& sink, unsigned char choice) {
    if constexpr (choice_sink<Sink>)
        sink.choice(choice);
}
/// WITH has what is named in a part that is left out, too (statement/with.hpp).
template <class Sink>
constexpr bool looks_further(Sink const& sink) {
    if constexpr (requires { sink.looks_further(); }) {
        return sink.looks_further();
    } else {
        return false;
    }
}

/// A condition of which nothing may be left: when(), and && || ! over it.
template <class Node>
concept optional_condition =
    expression<Node> && requires { Node::is_absent(static_cast<unsigned char const*>(nullptr)); };

/// `choices`: those of `Node`, or null for all as sql() shows them.
template <class Node>
constexpr bool is_absent(unsigned char const* choices) {
    if constexpr (optional_condition<Node>) {
        return choices != nullptr && Node::is_absent(choices);
    } else {
        return false;
    }
}

/// Writes those operands that are there, `separator` between them; `Rank` is what they stand in.
template <precedence Rank, class... Operands>
constexpr void write_present(sql_writer& out, std::string_view before, std::string_view separator) {
    std::string_view words = before;
    bool first = true;
    auto const write_one = [&]<class Operand>(type_list<Operand>) {
        if (is_absent<Operand>(out.choices))
            return out.skip_choices(choice_count<Operand>);
        out.text(words);
        write_operand<Rank, Operand>(out, first);
        words = separator;
        first = false;
    };
    (write_one(type_list<Operands>{}), ...);
}

/// && or || of which operands may be left out.
template <class Shape, class... Operands>
struct optional_operation : expression_tag {
    static constexpr bool is_choice = true;
    static constexpr unsigned inside = choice_inside;
    using children = type_list<Operands...>;
    using value_type = bool;
    static constexpr precedence rank = Shape::rank;

    LITHE_NO_UNIQUE_ADDRESS value_pack<Operands...> operands;

    template <class Nullable>
    static consteval bool may_be_null() {
        return (Operands::template may_be_null<Nullable>() || ...);
    }
    static constexpr bool is_absent(unsigned char const* given) {
        bool absent = true;
        ((absent = absent && detail::is_absent<Operands>(given), given += choice_count<Operands>),
         ...);
        return absent;
    }
    static constexpr void write(sql_writer& out) {
        write_present<rank, Operands...>(out, {}, Shape::words);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_pack(sink, operands);
    }
};

template <class Condition>
struct optional_not : expression_tag {
    static constexpr bool is_choice = true;
    static constexpr unsigned inside = choice_inside;
    using children = type_list<Condition>;
    using value_type = bool;
    static constexpr precedence rank = precedence::logical_not;

    Condition condition;

    template <class Nullable>
    static consteval bool may_be_null() {
        return Condition::template may_be_null<Nullable>();
    }
    static constexpr bool is_absent(unsigned char const* given) {
        return Condition::is_absent(given);
    }
    static constexpr void write(sql_writer& out) {
        out.text("NOT ");
        write_operand<rank, Condition>(out, true);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_expression(sink, condition);
    }
};

/// What when() makes.
template <class Condition>
struct condition_when : expression_tag {
    static constexpr bool is_choice = true;
    static constexpr unsigned inside = choice_inside;
    using children = type_list<Condition>;
    using value_type = bool;
    static constexpr precedence rank = Condition::rank;

    bool on;
    Condition condition;

    template <class Nullable>
    static consteval bool may_be_null() {
        return Condition::template may_be_null<Nullable>();
    }
    static constexpr bool is_absent(unsigned char const* given) {
        return given[0] != 0 || detail::is_absent<Condition>(given + 1);
    }
    static constexpr void write(sql_writer& out) {
        out.skip_choices(1);
        Condition::write(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        tell_choice(sink, on ? 0 : 1);
        if (on || looks_further(sink)) {
            bind_expression(sink, condition);
        } else if constexpr (choice_sink<Sink>) {
            sink.skip(choice_count<Condition>);  // what is left out makes no further texts
        }
    }
};

/// The expressions of choose(), of which one orders.
template <class... Terms>
struct chosen_terms : expression_tag {
    static constexpr bool is_choice = true;
    static constexpr unsigned inside = choice_inside;
    using children = type_list<typename Terms::node_type...>;
    using value_type = std::int64_t;
    static constexpr precedence rank = precedence::primary;

    unsigned char index;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Terms...> terms;

    template <class Nullable>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer& out) {
        unsigned const which = out.choices == nullptr ? 0U : out.choices[0];
        out.skip_choices(1);
        unsigned at = 0;
        ((at++ == which ? Terms::write(out) : void()), ...);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        tell_choice(sink, index);
        unsigned at = 0;
        terms.each([&](auto const& term) {
            if (at++ == index || looks_further(sink))
                bind_expression(sink, term.node);
        });
    }
};

/// What choose() makes: an ordering term.
template <class... Terms>
struct ordering_choice {
    using node_type = chosen_terms<Terms...>;
    node_type node;
    static constexpr void write(sql_writer& out) { node_type::write(out); }
};

template <class Condition>
consteval bool require_guarded() {
    constexpr bool condition = is_condition_expression<Condition>;
    static_assert(condition,
                  "lithe: when(): its second argument is no condition; compare a column with it");
    return condition;
}

template <class... Terms>
consteval bool require_orders() {
    constexpr bool orders =
        sizeof...(Terms) > 0 && (expression<typename node_of_term<Terms>::type> && ...);
    static_assert(orders,
                  "lithe: choose(): an order is no expression; give columns, asc() or desc()");
    return orders;
}

template <class... Terms>
constexpr auto make_choice(std::size_t index, Terms... terms) {
    if (index >= sizeof...(Terms))
        throw std::out_of_range("lithe: choose: the index is not below the number of orders");
    return ordering_choice<Terms...>{
        {{}, static_cast<unsigned char>(index), make_pack<Terms...>(std::move(terms)...)}};
}

}  // namespace detail

/// Both; a when() that is off is left out.
template <class Left, class Right>
    requires detail::two_conditions<Left, Right> &&
             (detail::optional_condition<Left> || detail::optional_condition<Right>)
constexpr auto operator&&(Left left, Right right) {
    detail::require_predicate<Left>();
    detail::require_predicate<Right>();
    return detail::optional_operation<detail::logical_and, Left, Right>{
        {}, detail::make_pack<Left, Right>(std::move(left), std::move(right))};
}
/// One or both; a when() that is off is left out, so that the other alone decides.
template <class Left, class Right>
    requires detail::two_conditions<Left, Right> &&
             (detail::optional_condition<Left> || detail::optional_condition<Right>)
constexpr auto operator||(Left left, Right right) {
    detail::require_predicate<Left>();
    detail::require_predicate<Right>();
    return detail::optional_operation<detail::logical_or, Left, Right>{
        {}, detail::make_pack<Left, Right>(std::move(left), std::move(right))};
}
/// NOT; left out with what it negates.
template <expression Node>
    requires detail::optional_condition<Node>
constexpr auto operator!(Node node) {
    return detail::optional_not<Node>{{}, std::move(node)};
}

/// `condition` when `on` is true, else nothing: as if it had not been written. Stands in where(),
/// having() and ON, alone or under && || and !.
///
/// Cost: one text and one prepared statement for each combination that occurs, at most 2^k for k
/// conditions; a combination that was used before is only looked up.
template <class Condition>
[[nodiscard]] constexpr auto when(bool on, Condition condition) {
    if constexpr (detail::require_guarded<Condition>()) {
        return detail::condition_when<Condition>{{}, on, std::move(condition)};
    } else {
        return literal_t<true>{};
    }
}

/// The order at `index`, counted from 0: `order_by(choose(i, asc(col<&User::name>), …))`.
/// Errors: throws std::out_of_range.
/// Cost: a text and a prepared statement for each order that occurs.
template <class... Terms>
    requires(sizeof...(Terms) <= 255)
[[nodiscard]] constexpr auto choose(std::size_t index, Terms... terms) {
    if constexpr (detail::require_orders<Terms...>()) {
        return detail::make_choice(index, detail::as_ordering_term(terms)...);
    } else {
        return asc(column<nullptr>{});
    }
}

}  // namespace lithe::inline v0
