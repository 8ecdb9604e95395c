// error: lithe: an entity has more fields than Boost.PFR reaches
// with warnings
#include <lithe/sqlite.hpp>

struct Wide {
    int a00 = 0, a01 = 0, a02 = 0, a03 = 0, a04 = 0, a05 = 0, a06 = 0, a07 = 0, a08 = 0, a09 = 0;
    int a10 = 0, a11 = 0, a12 = 0, a13 = 0, a14 = 0, a15 = 0, a16 = 0, a17 = 0, a18 = 0, a19 = 0;
    int a20 = 0, a21 = 0, a22 = 0, a23 = 0, a24 = 0, a25 = 0, a26 = 0, a27 = 0, a28 = 0, a29 = 0;
    int a30 = 0, a31 = 0, a32 = 0, a33 = 0, a34 = 0, a35 = 0, a36 = 0, a37 = 0, a38 = 0, a39 = 0;
    int a40 = 0, a41 = 0, a42 = 0, a43 = 0, a44 = 0, a45 = 0, a46 = 0, a47 = 0, a48 = 0, a49 = 0;
    int a50 = 0, a51 = 0, a52 = 0, a53 = 0, a54 = 0, a55 = 0, a56 = 0, a57 = 0, a58 = 0, a59 = 0;
    int a60 = 0, a61 = 0, a62 = 0, a63 = 0, a64 = 0, a65 = 0, a66 = 0, a67 = 0, a68 = 0, a69 = 0;
    int a70 = 0, a71 = 0, a72 = 0, a73 = 0, a74 = 0, a75 = 0, a76 = 0, a77 = 0, a78 = 0, a79 = 0;
    int a80 = 0, a81 = 0, a82 = 0, a83 = 0, a84 = 0, a85 = 0, a86 = 0, a87 = 0, a88 = 0, a89 = 0;
    int a90 = 0, a91 = 0, a92 = 0, a93 = 0, a94 = 0, a95 = 0, a96 = 0, a97 = 0, a98 = 0, a99 = 0;
#ifndef CORRECTED
    int more = 0;
#endif
    static constexpr auto schema() { return lithe::table("wide", lithe::primary_key<&Wide::a00>); }
};

void run(lithe::connection& db) {
    auto all = db.fetch_all(lithe::from<Wide>());  // <- here
    for (Wide const& wide : all) {
        db.insert(wide);
        db.update(wide);
    }
    auto one = db.get<Wide>(1);
    one.a11 = 3;
    db.update(one);
}
