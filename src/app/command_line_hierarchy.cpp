// `chancery hierarchy ...`: how CAs are made, change and end.
#include <limits>

#include "app/command_line_parts.h"

namespace chancery::app {
namespace {

// What several verbs ask for, described once.

void name_option(CLI::App& verb, std::string& name) {
  verb.add_option("--name", name, "label; becomes part of URLs")->required();
}
void hierarchy_option(CLI::App& verb, std::string& purpose) {
  verb.add_option("--hierarchy", purpose, "tls, private or smime")->capture_default_str();
}
void subject_option(CLI::App& verb, std::string& subject) {
  verb.add_option("--subject", subject, "RFC 4514, most specific first")->required();
}
void key_option(CLI::App& verb, std::string& key) {
  verb.add_option("--key", key, "p256, p384, p521, rsa3072, rsa4096, ed25519")
      ->capture_default_str();
}
void days_option(CLI::App& verb, std::optional<std::int64_t>& days) {
  verb.add_option("--days", days, "validity; the profile's if absent");
}
void shards_option(CLI::App& verb, int& shards) {
  verb.add_option("--crl-shards", shards, "CRLs to spread certificates over")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
}
void issuer_option(CLI::App& verb, std::string& issuer) {
  verb.add_option("--issuer", issuer, "name of the issuing CA")->required();
}
void issuer_argument(CLI::App& verb, std::string& name) {
  verb.add_option("name", name, "the issuer")->required();
}
void out_option(CLI::App& verb, std::string& file, const char* what) {
  verb.add_option("--out", file, std::string(what) + ", PEM; standard output if absent");
}

void add_root(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "create-root", "Make a root with a new key",
                            "chancery hierarchy create-root --name lab-root --hierarchy private "
                            "--subject \"CN=Lab Root,O=Lab,C=KR\" --data ./data");
  const auto order = order_for(verb, line, create_root);
  name_option(*verb, order->name);
  hierarchy_option(*verb, order->purpose);
  subject_option(*verb, order->subject);
  key_option(*verb, order->key);
  days_option(*verb, order->days);
}

void add_subordinate(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "create-subordinate", "Make a CA under another",
                            "chancery hierarchy create-subordinate --name lab-1 --parent lab-root "
                            "--subject \"CN=Lab CA 1,O=Lab,C=KR\" --data ./data");
  const auto order = order_for(verb, line, create_subordinate);
  name_option(*verb, order->name);
  verb->add_option("--parent", order->parent, "name of the issuing CA")->required();
  subject_option(*verb, order->subject);
  key_option(*verb, order->key);
  days_option(*verb, order->days);
  shards_option(*verb, order->crl_shards);
}

void add_import(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "import", "Take in an existing CA with its key",
                            "chancery hierarchy import --name old-ca --hierarchy private "
                            "--certificate ca.pem --key ca.key --data ./data");
  const auto order = order_for(verb, line, import_issuer);
  name_option(*verb, order->name);
  hierarchy_option(*verb, order->purpose);
  verb->add_option("--certificate", order->certificate_file, "PEM")->required();
  verb->add_option("--key", order->key_file, "PEM, perhaps encrypted")->required();
  verb->add_option("--passphrase-file", order->passphrase_file, "mode 0600");
  shards_option(*verb, order->crl_shards);
  verb->add_option("--first-crl-number", order->first_crl_number,
                   "above every one that it has published")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max() / 2));
}

void add_state(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "set-state", "Let an issuer sign certificates, or no more",
                            "chancery hierarchy set-state old-ca retired --data ./data");
  const auto order = order_for(verb, line, set_issuer_state);
  issuer_argument(*verb, order->name);
  verb->add_option("state", order->state, "enabled, disabled; retired is final")->required();
}

// A CA whose certificate comes from another house, or from an offline root: three steps.

void add_request(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "request", "Make a CA's key and its request (PKCS#10)",
                            "chancery hierarchy request --name lab-1 --subject \"CN=Lab CA "
                            "1,O=Lab,C=KR\" --out lab-1.csr --data ./data");
  const auto order = order_for(verb, line, request_issuer);
  name_option(*verb, order->name);
  hierarchy_option(*verb, order->purpose);
  subject_option(*verb, order->subject);
  key_option(*verb, order->key);
  shards_option(*verb, order->crl_shards);
  verb->add_option("--succeeds", order->succeeds,
                   "issuer that steps down when the certificate comes");
  out_option(*verb, order->out_file, "the request");
}

void add_certify(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "certify", "Sign the request of a CA that is elsewhere",
                            "chancery hierarchy certify --issuer lab-root --csr lab-1.csr --out "
                            "lab-1.pem --data ./offline");
  const auto order = order_for(verb, line, certify_issuer);
  issuer_option(*verb, order->issuer);
  verb->add_option("--csr", order->csr_file, "PKCS#10, PEM or DER")->required();
  days_option(*verb, order->days);
  out_option(*verb, order->out_file, "the certificate and its issuer's");
}

void add_accept(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "accept", "Put a CA in service under its certificate",
                            "chancery hierarchy accept --name lab-1 --certificate lab-1.pem "
                            "--data ./data");
  const auto order = order_for(verb, line, accept_issuer);
  verb->add_option("--name", order->name, "as it was requested")->required();
  verb->add_option("--certificate", order->certificate_file,
                   "PEM; its issuer's behind, when that is not ours")
      ->required();
}

// Another certificate for a CA that has one.

void add_cross_certify(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "cross-certify",
                            "Certify the name and key of a CA that has a certificate",
                            "chancery hierarchy cross-certify --issuer lab-root --certificate "
                            "other-root.pem --out cross.pem --data ./offline");
  const auto order = order_for(verb, line, cross_certify);
  issuer_option(*verb, order->issuer);
  verb->add_option("--certificate", order->certificate_file,
                   "every one that the CA has, PEM; the first is repeated")
      ->required();
  verb->add_option("--csr", order->csr_file,
                   "shows who holds the key, where no certificate signs itself");
  verb->add_option("--use", order->use, "affiliate, tls or other (TLS BR 7.1.2.2.3)")
      ->capture_default_str();
  verb->add_option("--purpose", order->purposes,
                   "extended key usage for --use other, an object identifier; may be repeated");
  verb->add_option("--policy", order->policies,
                   "an object identifier; the profile's if absent; may be repeated");
  verb->add_flag("--from-existing", order->from_existing,
                 "begin with the earliest of the certificates, not now");
  days_option(*verb, order->days);
  out_option(*verb, order->out_file, "the certificate and its issuer's");
}

void add_being_crossed(CLI::App& group, Line& line) {
  CLI::App* request = add_verb(group, line, "cross-request",
                               "Make the request with which another CA cross-certifies ours",
                               "chancery hierarchy cross-request lab-root --out lab-root.csr "
                               "--data ./data");
  const auto order = order_for(request, line, cross_request);
  issuer_argument(*request, order->name);
  out_option(*request, order->out_file, "the request");
  CLI::App* accept = add_verb(group, line, "cross-accept",
                              "List a cross-certificate that another CA made for ours",
                              "chancery hierarchy cross-accept cross.pem --data ./data");
  accept
      ->add_option("certificate", *order_for(accept, line, cross_accept),
                   "PEM; its issuer's behind, when that is not ours")
      ->required();
}

void add_change(CLI::App& group, Line& line) {
  CLI::App* verb = add_verb(group, line, "change-key", "Let a CA with a new key take over",
                            "chancery hierarchy change-key lab-1 --name lab-2 --subject "
                            "\"CN=Lab CA 2,O=Lab,C=KR\" --data ./data");
  const auto order = order_for(verb, line, change_issuer_key);
  verb->add_option("of", order->of, "the issuer that steps down")->required();
  name_option(*verb, order->name);
  subject_option(*verb, order->subject);
  key_option(*verb, order->key);
  days_option(*verb, order->days);
}

void add_endings(CLI::App& group, Line& line) {
  CLI::App* end = add_verb(group, line, "terminate", "End a CA: no issuance, a last CRL",
                           "chancery hierarchy terminate lab-1 --revoke-valid --data ./data");
  const auto end_order = order_for(end, line, terminate_issuer);
  issuer_argument(*end, end_order->name);
  end->add_flag("--revoke-valid", end_order->revoke_valid, "revoke what is valid still");
  CLI::App* destroy = add_verb(group, line, "destroy-key", "Destroy the key of a CA that has ended",
                               "chancery hierarchy destroy-key lab-1 --data ./data");
  issuer_argument(*destroy, *order_for(destroy, line, destroy_issuer_key));
}

}  // namespace

void add_hierarchy(CLI::App& app, Line& line) {
  CLI::App& group = *add_group(app, "hierarchy", "Roots, subordinates, imported CAs");
  for (const auto add :
       {add_root, add_subordinate, add_import, add_request, add_certify, add_accept,
        add_cross_certify, add_being_crossed, add_change, add_state, add_endings}) {
    add(group, line);
  }
  choose(add_verb(group, line, "list", "List the issuers", "chancery hierarchy list --data ./data"),
         line, list_issuers);
}

}  // namespace chancery::app
