#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// migration(version, name, steps…) and history(migrations…): values of one array type, made of
// chunks if one likes: `m::history(h2025, h2026)`.

#include <lithe/migrations/operation.hpp>

#include <cstddef>
#include <string_view>

namespace lithe::inline v0::migrations {
namespace detail {

template <std::size_t Size>
struct migration_t {
    tree<Size> nodes;

    /// The steps that undo it, where they cannot be derived.
    template <std::size_t... Sizes>
    [[nodiscard]] constexpr auto down(operation<Sizes> const&... steps) const {
        return with(node(leaf(part::down).list[0], steps.nodes...));
    }
    /// Says that it cannot be undone, and why.
    [[nodiscard]] constexpr auto irreversible(std::string_view why) const {
        return with(leaf(part::irreversible, why));
    }
    /// May run while older programs use the file: nothing of it may break them.
    [[nodiscard]] constexpr migration_t expand() const { return marked(is_expand); }
    /// Older programs may not use the file any more.
    [[nodiscard]] constexpr migration_t contract() const { return marked(is_contract); }
    /// The migration's only step, which SQLite takes outside a transaction: m::raw() of VACUUM,
    /// PRAGMA journal_mode, page_size, auto_vacuum. It is noted when it is done; when it stopped
    /// half way, migrate() runs it again, which the author says is right.
    template <std::size_t Step>
    [[nodiscard]] constexpr auto no_transaction(operation<Step> const& step, idempotent_t) const {
        return with(step.nodes).marked(is_outside);
    }

private:
    template <std::size_t>
    friend struct migration_t;

    template <std::size_t More>
    constexpr auto with(tree<More> const& more) const {
        return migration_t<Size + More>{grow(nodes, more)};
    }
    constexpr migration_t marked(std::int64_t trait) const {
        migration_t changed = *this;
        changed.nodes.list[0].number |= trait;
        return changed;
    }
};

template <std::size_t Size>
struct history_t {
    tree<Size> nodes;
};

}  // namespace detail

/// A migration. `version` has only digits, by convention the UTC time it was written,
/// `20260101000000`; versions rise along the history.
template <std::size_t... Sizes>
constexpr auto migration(std::string_view version, std::string_view name,
                         detail::operation<Sizes> const&... steps) {
    detail::record head = detail::leaf(detail::part::migration, version).list[0];
    head.other = name;
    auto nodes = detail::node(head, steps.nodes...);
    return detail::migration_t<nodes.size>{nodes};
}

/// A migration that may still change: migrate() refuses it in a release build (NDEBUG).
template <std::size_t Size>
constexpr auto draft(detail::migration_t<Size> unfinished) {
    unfinished.nodes.list[0].number |= detail::is_draft;
    return unfinished;
}

/// A migration with its digest: `produces` and the migrator refuse it when it was edited.
template <std::size_t Size>
constexpr auto frozen(std::string_view digest, detail::migration_t<Size> const& finished) {
    return detail::migration_t<Size + 1>{
        detail::grow(finished.nodes, detail::leaf(detail::part::pin, digest))};
}

/// Of squash(): the version of a migration that it stands for, and that one's digest.
constexpr auto replaced(std::string_view version, std::string_view digest) {
    detail::record head = detail::leaf(detail::part::replaced, version).list[0];
    head.other = digest;
    return detail::clause<1>{detail::tree<1>{{head}}};
}
/// A migration in the place of several, which need not be in the program any more. A new file runs
/// it; one that has all of the replaced ones has it; one that has some of them is refused.
/// `m::freeze(out, history)` prints it, and `m::squashes` proves it.
template <std::size_t Size, class... Replaced>
constexpr auto squash(detail::migration_t<Size> const& whole, Replaced const&... versions) {
    static_assert(sizeof...(Replaced) > 0,
                  "lithe: m::squash(): it replaces nothing; add m::replaced(version, digest)");
    return detail::migration_t<Size + sizeof...(Replaced)>{
        detail::grow(whole.nodes, versions.nodes...)};
}

/// All migrations in the order of their versions; arguments are migrations and histories.
template <class... Chunks>
constexpr auto history(Chunks const&... chunks) {
    auto nodes = detail::join(chunks.nodes...);
    return detail::history_t<nodes.size>{nodes};
}

}  // namespace lithe::inline v0::migrations
