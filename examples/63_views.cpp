// SPDX-License-Identifier: BSL-1.0
//
// Rows without copies: a stream may show texts and blobs where SQLite has them. Each row's views
// are valid until the next row; a vector of such rows does not compile.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::from;

struct Page {
    std::int64_t id = 0;
    std::string title{};
    lithe::bytes image{};
};

// The same columns, shown and not copied.
struct PageView {
    std::int64_t id = 0;
    std::string_view title{};
    std::span<std::byte const> image{};
};

int main() {
    lithe::connection db{":memory:"};
    db.create_tables<Page>();
    for (int at = 1; at <= 3; ++at)
        db.insert(Page{.title = "page " + std::to_string(at),
                       .image = lithe::bytes(static_cast<std::size_t>(at) * 100'000)});

    std::size_t most = 0;
    std::string heaviest;  // a copy of what should stay
    for (auto&& page : db.stream(from<Page>().select_as<PageView>(col<&Page::id>, col<&Page::title>,
                                                                  col<&Page::image>))) {
        if (page.image.size() > most) {
            most = page.image.size();
            heaviest = page.title;
        }
    }
    std::cout << heaviest << ": " << most << " bytes\n";
}
