#include "crypto/hash.h"

#include <gtest/gtest.h>
#include <thread>

#include "base/encoding.h"

namespace chancery::crypto {
namespace {

// FIPS 180-4 examples.
TEST(Hash, matches_the_published_digests_of_abc) {
  EXPECT_EQ(to_hex(sha1(as_bytes("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(to_hex(sha256(as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(hash(HashAlgorithm::sha384, as_bytes("abc"))),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
            "8086072ba1e7cc2358baeca134c825a7");
  EXPECT_EQ(to_hex(hash(HashAlgorithm::sha512, as_bytes("abc"))),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(Hash, of_nothing_is_the_digest_of_the_empty_string) {
  EXPECT_EQ(to_hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of({}), sha256({}));
}

TEST(Hash, of_parts_does_not_depend_on_where_they_are_cut) {
  EXPECT_EQ(sha256_of({as_bytes("a"), as_bytes(""), as_bytes("bc")}), sha256(as_bytes("abc")));
}

TEST(Hash, algorithms_used_in_turn_do_not_disturb_each_other) {
  for (int round = 0; round < 3; ++round) {
    for (const auto algorithm : {HashAlgorithm::sha1, HashAlgorithm::sha256, HashAlgorithm::sha384,
                                 HashAlgorithm::sha512}) {
      Hasher hasher(algorithm);
      hasher.update(as_bytes("ab"));
      const Bytes whole = hash(algorithm, as_bytes("abc"));
      hasher.update(as_bytes("c"));
      EXPECT_EQ(hasher.finish(), whole);
      EXPECT_EQ(whole.size(), digest_size(algorithm));
    }
  }
}

TEST(Hasher, starts_afresh_after_finish) {
  Hasher hasher(HashAlgorithm::sha256);
  hasher.update(as_bytes("something else"));
  static_cast<void>(hasher.finish());
  hasher.update(as_bytes("abc"));
  EXPECT_EQ(hasher.finish(), to_bytes(sha256(as_bytes("abc"))));
}

// RFC 4231 test cases 1, 2 and 6 (a key longer than a block).
TEST(Hmac, matches_rfc_4231) {
  EXPECT_EQ(to_hex(hmac_sha256(Bytes(20, 0x0b), as_bytes("Hi There"))),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(hmac_sha256(Bytes(131, 0xaa),
                               as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, with_an_empty_key_does_not_use_the_key_of_last_time) {
  static_cast<void>(hmac_sha256(as_bytes("another key"), as_bytes("x")));
  EXPECT_EQ(to_hex(hmac_sha256({}, {})),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hash, of_several_threads_do_not_mix) {
  const Sha256Digest expected = sha256(as_bytes("abc"));
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 500; ++n) {
        EXPECT_EQ(sha256(as_bytes("abc")), expected);
      }
    });
  }
}

}  // namespace
}  // namespace chancery::crypto
