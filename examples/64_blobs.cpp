// SPDX-License-Identifier: BSL-1.0
//
// A large blob in pieces: made of zeros that are nowhere in memory, then written and read piece by
// piece.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col;

struct Film {
    std::int64_t id = 0;
    std::string name{};
    lithe::bytes data{};  // the last column: its zeros are made on the disk alone
};

int main() {
    lithe::database db{"films.db"};
    db.create_tables<Film>();

    auto const id = db.write([](lithe::transaction& tx) {
        auto const key = tx.insert(Film{.name = "waves"});
        tx.execute(lithe::update<Film>()
                       .set(col<&Film::data> = lithe::zeroblob(10'000'000))
                       .where(col<&Film::id> == key));
        auto data = tx.blob(col<&Film::data>, key);
        lithe::bytes const piece(1'000'000, std::byte{1});
        for (std::size_t at = 0; at < data.size(); at += piece.size())
            data.write(at, piece);
        return key;
    });

    db.read([&](lithe::reader& r) {
        auto data = r.blob(col<&Film::data>, id);
        lithe::bytes piece(1'000'000);
        std::size_t sum = 0;
        for (std::size_t at = 0; at < data.size(); at += piece.size()) {
            data.read(at, piece);
            for (std::byte const each : piece)
                sum += static_cast<std::size_t>(each);
        }
        std::cout << data.size() << " bytes, their sum is " << sum << '\n';
    });

    // A row that changes expires the handles on it.
    db.write([&](lithe::transaction& tx) {
        auto data = tx.blob(col<&Film::data>, id);
        tx.execute(
            lithe::update<Film>().set(col<&Film::name> = "tides").where(col<&Film::id> == id));
        try {
            data.write(0, lithe::bytes(3));
        } catch (lithe::blob_expired const& error) {
            std::cout << error.what() << '\n';
        }
    });
}
