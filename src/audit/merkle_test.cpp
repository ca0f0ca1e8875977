#include "audit/merkle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/errors.h"
#include "base/encoding.h"

namespace chancery::audit {
namespace {

// The eight leaves and the roots of their trees that certificate-transparency implementations
// share as test vectors (RFC 6962 reference trees).
const std::vector<std::string> kLeaves{"",
                                       "00",
                                       "10",
                                       "2021",
                                       "3031",
                                       "40414243",
                                       "5051525354555657",
                                       "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots{
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

// A tree in memory: hashes by definition, without any of the code under test but node_hash.
class PlainTree {
 public:
  explicit PlainTree(int size) {
    for (int i = 0; i < size; ++i) {
      leaves_.push_back(leaf_hash(as_bytes("leaf " + std::to_string(i))));
    }
  }
  const Hash& leaf(std::int64_t i) const { return leaves_[static_cast<std::size_t>(i)]; }
  Hash root(std::int64_t size) const { return range(0, size); }
  NodeReader reader() const {
    return [this](int level, std::int64_t index) -> Result<Hash> {
      return range(index << level, (index + 1) << level);
    };
  }

 private:
  Hash range(std::int64_t begin, std::int64_t end) const {
    if (end - begin == 1) {
      return leaf(begin);
    }
    std::int64_t k = 1;
    while (k * 2 < end - begin) {
      k *= 2;
    }
    return node_hash(range(begin, begin + k), range(begin + k, end));
  }
  std::vector<Hash> leaves_;
};

TEST(Merkle, RootsAreThoseOfTheReferenceTrees) {
  Frontier frontier;
  EXPECT_EQ(to_hex(frontier.root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < kLeaves.size(); ++i) {
    frontier.append(leaf_hash(from_hex(kLeaves[i]).value()));
    EXPECT_EQ(to_hex(frontier.root()), kRoots[i]) << i + 1 << " leaves";
  }
}

TEST(Merkle, AFrontierGoesOnWhereItWasStored) {
  const PlainTree tree(70);
  Frontier frontier;
  for (std::int64_t i = 0; i < 70; ++i) {
    frontier = Frontier::restore(frontier.size(), frontier.hashes()).value();
    frontier.append(tree.leaf(i));
    EXPECT_EQ(frontier.root(), tree.root(i + 1));
  }
  EXPECT_TRUE(Frontier::restore(70, Bytes(32)).error().is(kLogDamaged));
  EXPECT_FALSE(Frontier::restore(-1, {}));
}

TEST(Merkle, EveryCompletedSubtreeIsToldOnce) {
  const PlainTree tree(64);
  Frontier frontier;
  int told = 0;
  for (std::int64_t i = 0; i < 64; ++i) {
    frontier.append(tree.leaf(i), [&](const Node& node) {
      ++told;
      EXPECT_EQ(node.hash, tree.reader()(node.level, node.index).value());
    });
  }
  EXPECT_EQ(told, 63);
}

TEST(Merkle, EveryInclusionProofHoldsAndNoOtherLeafPasses) {
  const PlainTree tree(34);
  for (std::int64_t size = 1; size <= 34; ++size) {
    for (std::int64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, tree.reader()).value();
      const Hash root = tree.root(size);
      EXPECT_TRUE(verify_inclusion(tree.leaf(index), index, size, proof, root));
      EXPECT_FALSE(verify_inclusion(tree.leaf((index + 1) % 34), index, size, proof, root));
      EXPECT_EQ(verify_inclusion(tree.leaf(index), index + 1, size, proof, root).has_value(),
                false);
    }
  }
}

TEST(Merkle, AProofTooShortOrTooLongIsWrong) {
  const PlainTree tree(20);
  auto proof = inclusion_proof(5, 20, tree.reader()).value();
  proof.push_back(tree.leaf(0));
  EXPECT_FALSE(verify_inclusion(tree.leaf(5), 5, 20, proof, tree.root(20)));
  proof.resize(proof.size() - 2);
  EXPECT_FALSE(verify_inclusion(tree.leaf(5), 5, 20, proof, tree.root(20)));
  EXPECT_FALSE(verify_inclusion(tree.leaf(5), 20, 20, proof, tree.root(20)));
}

TEST(Merkle, EveryConsistencyProofHoldsAndNoForkPasses) {
  const PlainTree tree(34);
  for (std::int64_t now = 1; now <= 34; ++now) {
    for (std::int64_t before = 1; before <= now; ++before) {
      const auto proof = consistency_proof(before, now, tree.reader()).value();
      EXPECT_TRUE(verify_consistency(before, tree.root(before), now, tree.root(now), proof));
      EXPECT_FALSE(verify_consistency(before, tree.leaf(33), now, tree.root(now), proof));
      EXPECT_FALSE(verify_consistency(before, tree.root(before), now, tree.leaf(33), proof));
    }
  }
}

TEST(Merkle, ReadingErrorsArePassedOn) {
  const NodeReader broken = [](int, std::int64_t) -> Result<Hash> { return fail(kLogDamaged); };
  EXPECT_FALSE(inclusion_proof(0, 2, broken));
  EXPECT_FALSE(consistency_proof(1, 2, broken));
  EXPECT_FALSE(root_at(3, broken));
}

}  // namespace
}  // namespace chancery::audit
