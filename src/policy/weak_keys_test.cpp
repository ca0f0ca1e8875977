#include "policy/weak_keys.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace chancery::policy {
namespace {

// Made with Python's integers: next primes after random numbers; ROCA's form after section 2.1 of
// "The Return of Coppersmith's Attack" with the first 126 primes.

// 2048 bits
constexpr std::string_view kGood =
    "ac3380ac1c45649a1fee07b2026c2497c643e5c05b995b2845416b400a858b660d75b8c706842b9f"
    "2a8beaee8763b7f6daddfc2b77a1cb171628c1a580f1302ee41ed110fa7e694eaff49ef178a5c4ec"
    "bab3465a24a509720e447cecc402f35eab65870d358246f0a5d1c22c0f28fa03d5a09d1e628ce803"
    "9cb4e2af2bfe05c237e55b2efa2ef52d28b0d403216e68cec2434a9a48e1fec1ae45366edeb67ec1"
    "ac4e89448a2ba537f31d282ed48fc9bcd50f0f94813d57d496572f67329c40e24199dbb39a91ec15"
    "e89327b8fbb61d6d22f9553936f5e4cf863a02f180e352429ae5d8255d0f96e35e9d7ab6b902f496"
    "2758faca0c0ff556b5ab21130e4533f9";

// 2048 bits
constexpr std::string_view kTwinPrimes =
    "a33a018ebdaacd0da2f86fdc216849da1c0d246c7f8ede2392894771341f950a630e3048ca7eb1a6"
    "a669e40627f1451c8994bee7812ea5c54f0347298b415c0836b7135f16fa876623580461d21366bd"
    "a6cf0722ed8d5392bb9fa659bbb549e8089ab5a7ceb13c66a022c44279428f00562998ac1fed81db"
    "b80cfa774650d7073cd8c6a10d60f82dcdc0b4ad9dd5a548561fcb561e6fd3bf07d7b57900ec81f4"
    "74dbe587bb43da8c01392c12b788295ab9ba2dada15b5da4951bfb4c278aa2a815d6acb661982769"
    "95a75a1102eb9bc138ec705fc351e2e959fd72c70a9cbd2d246580297cd142e9a1a8e80b8f04dda2"
    "03281cfa01ee1f165943024efef0bc05";

// 2048 bits
constexpr std::string_view kCloseInManyRounds =
    "de7d4c67d17180a561d81a856bb3d2264117b8758f9c21e1576f86dda564a3cb46728a22a6c6a553"
    "fb70ae44dba8249a2b36d60855456bd59b9acd3a380aeca7c048f9454649369079abcaadd7623abb"
    "68c6522110514f704dedc09967552162e94922f730516bc8d3f2ff98069816446a83877b899c612a"
    "364efb2f2738de04533c74c06ea9f6e2e9776c731edbf881c33b4f569ef46b83d97490940f754c42"
    "82c4f469f1cff41659f429f688de1d98f3c957a2584cfb7d777162cdd162fd7fa827a15fe19baa62"
    "98538455faf8d9d22cbcf7f793ecf8c85c2da59231e0439da592f95452ba9ef92f2204f8dc3eb813"
    "fde527094921f5e29486b6e80c6bac37";

// 2048 bits
constexpr std::string_view kNotQuiteClose =
    "b90cf7c68cf8d7f0b31ffa134b63f4a00b5f20acae29b6e635ace443dd78a41215e4605386d72671"
    "3305721ba5eb5dbb19b51a0e358542c1da01238b8c3e3768cfb815eaf53ee94f4ea56fcc5cb2d8d6"
    "a24e4f28688876fd3af3a4a4b2440f9943d0dca526ea95e38255420252593e85caaf0aca9ab325ce"
    "264a9c47e406e0cb76fec7c4170020c10ccf97ebd0eefb61c69b00f73bbd623b5542dd930b1a8107"
    "9403214b5cc98e53cd7fc4926dd95453de953d7a66c1fc8d45c5d898262f5fee126c80af9d784755"
    "de960dd310e7929d56867f16175225477744587bbf5944b9094213de789a72e24b4bcc704f3cf09c"
    "9924788a4f29653cc9798af798bccced";

// 2057 bits
constexpr std::string_view kFactor751 =
    "0130e7fab010275cfbb04abfad114c06e84f2d56ba0469f01d31cb9e196d0d569294a44458c57185"
    "145b403fc1e25a6a39cd7f3f7e2f979194562ffdcc8b56f48060381c980a04ab6750c281211ee925"
    "9ca372b22c91bd42b957770da1c2336f6d1bd278465d6a8a69d761a155c2bff8ed883ad660018f2d"
    "a092cb09aac1975fbc5fa53cee443c7799f9820cfa828a91681e2c5baf41155fbcb251aaabf8c567"
    "eae973244bace5afe77435a8a2ca544fc904e463ec0cb6d07e4dd5265742045086d172e7b28cda9e"
    "656634ae9b760a42dc69f06e3e1428d0a35e9058e1e1df0a3dc63a62e79537fe1e96e4f623750d91"
    "016f26da9ed208f631a00c8bdcb43faecabd";

// 2048 bits
constexpr std::string_view kSquare =
    "b90cf7c68cf8d7f0b31ffa134b63f4a00b5f20acae29b6e635ace443dd78a41215e4605386d72671"
    "3305721ba5eb5dbb19b51a0e358542c1da01238b8c3e373c76eb857c45380ffd7fefdc546f578c0f"
    "0f501b41c9bbc7b60d874cc5eb9bfe1c56de1a936c11b87bafe50a385658b54411eba3f27b0b0419"
    "ea8ce1b287f754df5430f418aedba3d511b9ec27334752413437113f699e7bcab0b2ba42665e7e20"
    "84a20be0da6aa16a6421533e0ff5b2691abf8a2d9b7bd36f59c25fb3677c4983beb58374a8bd4688"
    "2a5f4bac3d1d4d9ef6adb24621f2d4a2ec7f3f701e06b44394a8a85eac34aa152401f67082600c75"
    "0158d94dc44d340b2f211699180646c1";

// 2048 bits
constexpr std::string_view kRoca =
    "b00c5cdf38312645fd6c7f98c5997633128082eb1a1a317ab11c76c737c074a22415751a53988ef3"
    "d2fe603640a98cdc67d27f3fbd6eb6e78201b079aebc7196f38b71f27ff04f51dca3f37a44b7efd9"
    "4c5991092b1db3b813664e466c1c89924817f1425221f06630dcfc711cdaa23a47e75195b1286cb8"
    "874b46af1896fdf7a19845d5d86382152d53722eac74a0b0cea6999b5de65b4c437245908b3f7209"
    "5ab60ab6afd64a16b2aa00a79af27e76da62a20f3c4f9fc10d0657aac559016caf67f1cb3e74a4a5"
    "20f81cb679b2d5b62aff544a8f59e53800e055f37dc49158ab0cc021f979d8dec4d20fb4624d980f"
    "e64e60dcd81acbebe960890d6d87e585";

std::optional<RsaWeakness> weakness(std::string_view hex) {
  return find_weakness(from_hex(hex).value());
}

TEST(WeakKeys, AnOrdinaryModulusIsNotCalledWeak) {
  EXPECT_EQ(weakness(kGood), std::nullopt);
}

TEST(WeakKeys, AdjacentPrimesAreFound) {
  EXPECT_EQ(weakness(kTwinPrimes), RsaWeakness::close_primes);
}

TEST(WeakKeys, PrimesThatFermatFindsOnlyInManyRoundsAreFound) {
  EXPECT_EQ(weakness(kCloseInManyRounds), RsaWeakness::close_primes);
}

TEST(WeakKeys, TheSearchEndsAfterAHundredRounds) {
  EXPECT_EQ(weakness(kNotQuiteClose), std::nullopt);
}

TEST(WeakKeys, ASquareIsFound) {
  EXPECT_EQ(weakness(kSquare), RsaWeakness::close_primes);
}

TEST(WeakKeys, TheLargestForbiddenFactorIsFound) {
  EXPECT_EQ(weakness(kFactor751), RsaWeakness::small_factor);
}

TEST(WeakKeys, RocaIsFound) {
  EXPECT_EQ(weakness(kRoca), RsaWeakness::roca);
}

TEST(WeakKeys, AnEvenModulusIsFound) {
  Bytes even = from_hex(kGood).value();
  even.back() &= 0xfe;
  EXPECT_EQ(find_weakness(even), RsaWeakness::even);
}

}  // namespace
}  // namespace chancery::policy
