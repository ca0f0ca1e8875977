// `chancery hierarchy ...`: how CAs are made, change and end.
#include <limits>

#include "app/command_line_parts.h"

namespace chancery::app {
namespace {

void add_root(CLI::App& group, Line& line) {
  CLI::App* root = add_verb(group, line, "create-root", "Make a root with a new key",
                            "chancery hierarchy create-root --name lab-root --hierarchy private "
                            "--subject \"CN=Lab Root,O=Lab,C=KR\" --data ./data");
  const auto root_order = order_for(root, line, create_root);
  root->add_option("--name", root_order->name, "label; becomes part of URLs")->required();
  root->add_option("--hierarchy", root_order->purpose, "tls, private or smime")
      ->capture_default_str();
  root->add_option("--subject", root_order->subject, "RFC 4514, most specific first")->required();
  root->add_option("--key", root_order->key, "p256, p384, p521, rsa3072, rsa4096, ed25519")
      ->capture_default_str();
  root->add_option("--days", root_order->days, "validity; the profile's if absent");
}

void add_subordinate(CLI::App& group, Line& line) {
  CLI::App* sub = add_verb(group, line, "create-subordinate", "Make a CA under another",
                           "chancery hierarchy create-subordinate --name lab-1 --parent lab-root "
                           "--subject \"CN=Lab CA 1,O=Lab,C=KR\" --data ./data");
  const auto sub_order = order_for(sub, line, create_subordinate);
  sub->add_option("--name", sub_order->name, "label; becomes part of URLs")->required();
  sub->add_option("--parent", sub_order->parent, "name of the issuing CA")->required();
  sub->add_option("--subject", sub_order->subject, "RFC 4514, most specific first")->required();
  sub->add_option("--key", sub_order->key, "as for create-root")->capture_default_str();
  sub->add_option("--days", sub_order->days, "validity; the profile's if absent");
  sub->add_option("--crl-shards", sub_order->crl_shards, "CRLs to spread certificates over")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
}

void add_import(CLI::App& group, Line& line) {
  CLI::App* import = add_verb(group, line, "import", "Take in an existing CA with its key",
                              "chancery hierarchy import --name old-ca --hierarchy private "
                              "--certificate ca.pem --key ca.key --data ./data");
  const auto import_order = order_for(import, line, import_issuer);
  import->add_option("--name", import_order->name, "label; becomes part of URLs")->required();
  import->add_option("--hierarchy", import_order->purpose, "tls, private or smime")
      ->capture_default_str();
  import->add_option("--certificate", import_order->certificate_file, "PEM")->required();
  import->add_option("--key", import_order->key_file, "PEM, perhaps encrypted")->required();
  import->add_option("--passphrase-file", import_order->passphrase_file, "mode 0600");
  import->add_option("--crl-shards", import_order->crl_shards, "CRLs that its certificates name")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  import
      ->add_option("--first-crl-number", import_order->first_crl_number,
                   "above every one that it has published")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max() / 2));
}

void add_state(CLI::App& group, Line& line) {
  CLI::App* state =
      add_verb(group, line, "set-state", "Let an issuer sign certificates, or no more",
               "chancery hierarchy set-state old-ca retired --data ./data");
  const auto state_order = order_for(state, line, set_issuer_state);
  state->add_option("name", state_order->name, "the issuer")->required();
  state->add_option("state", state_order->state, "enabled, disabled; retired is final")->required();
}

// A CA whose certificate comes from another house, or from an offline root: three steps.
void add_exchange(CLI::App& group, Line& line) {
  CLI::App* request = add_verb(group, line, "request", "Make a CA's key and its request (PKCS#10)",
                               "chancery hierarchy request --name lab-1 --subject \"CN=Lab CA "
                               "1,O=Lab,C=KR\" --out lab-1.csr --data ./data");
  const auto request_order = order_for(request, line, request_issuer);
  request->add_option("--name", request_order->name, "label; becomes part of URLs")->required();
  request->add_option("--hierarchy", request_order->purpose, "tls, private or smime")
      ->capture_default_str();
  request->add_option("--subject", request_order->subject, "RFC 4514, most specific first")
      ->required();
  request->add_option("--key", request_order->key, "as for create-root")->capture_default_str();
  request->add_option("--crl-shards", request_order->crl_shards, "CRLs to spread certificates over")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  request->add_option("--succeeds", request_order->succeeds,
                      "issuer that steps down when the certificate comes");
  request->add_option("--out", request_order->out_file, "a PEM file; standard output if absent");

  CLI::App* certify = add_verb(group, line, "certify", "Sign the request of a CA that is elsewhere",
                               "chancery hierarchy certify --issuer lab-root --csr lab-1.csr --out "
                               "lab-1.pem --data ./offline");
  const auto certify_order = order_for(certify, line, certify_issuer);
  certify->add_option("--issuer", certify_order->issuer, "name of the issuing CA")->required();
  certify->add_option("--csr", certify_order->csr_file, "PKCS#10, PEM or DER")->required();
  certify->add_option("--days", certify_order->days, "validity; the profile's if absent");
  certify->add_option("--out", certify_order->out_file,
                      "the certificate and its issuer's, PEM; standard output if absent");

  CLI::App* accept = add_verb(group, line, "accept", "Put a CA in service under its certificate",
                              "chancery hierarchy accept --name lab-1 --certificate lab-1.pem "
                              "--data ./data");
  const auto accept_order = order_for(accept, line, accept_issuer);
  accept->add_option("--name", accept_order->name, "as it was requested")->required();
  accept
      ->add_option("--certificate", accept_order->certificate_file,
                   "PEM; its issuer's behind, when that is not ours")
      ->required();
}

void add_change(CLI::App& group, Line& line) {
  CLI::App* change = add_verb(group, line, "change-key", "Let a CA with a new key take over",
                              "chancery hierarchy change-key lab-1 --name lab-2 --subject "
                              "\"CN=Lab CA 2,O=Lab,C=KR\" --data ./data");
  const auto order = order_for(change, line, change_issuer_key);
  change->add_option("of", order->of, "the issuer that steps down")->required();
  change->add_option("--name", order->name, "the new label")->required();
  change->add_option("--subject", order->subject, "of the new CA, RFC 4514")->required();
  change->add_option("--key", order->key, "as for create-root")->capture_default_str();
  change->add_option("--days", order->days, "validity; the profile's if absent");
}

void add_endings(CLI::App& group, Line& line) {
  CLI::App* end = add_verb(group, line, "terminate", "End a CA: no issuance, a last CRL",
                           "chancery hierarchy terminate lab-1 --revoke-valid --data ./data");
  const auto end_order = order_for(end, line, terminate_issuer);
  end->add_option("name", end_order->name, "the issuer")->required();
  end->add_flag("--revoke-valid", end_order->revoke_valid, "revoke what is valid still");
  CLI::App* destroy = add_verb(group, line, "destroy-key", "Destroy the key of a CA that has ended",
                               "chancery hierarchy destroy-key lab-1 --data ./data");
  destroy->add_option("name", *order_for(destroy, line, destroy_issuer_key), "the issuer")
      ->required();
}

}  // namespace

void add_hierarchy(CLI::App& app, Line& line) {
  CLI::App& group = *add_group(app, "hierarchy", "Roots, subordinates, imported CAs");
  add_root(group, line);
  add_subordinate(group, line);
  add_import(group, line);
  add_exchange(group, line);
  add_change(group, line);
  add_state(group, line);
  add_endings(group, line);
  choose(add_verb(group, line, "list", "List the issuers", "chancery hierarchy list --data ./data"),
         line, list_issuers);
}

}  // namespace chancery::app
