package io.tern.orchestrator.conformance;

/** Who asks. */
enum Who {
  ALICE("/DC=ch/DC=cern/CN=Alice", "/cms/Role=NULL/Capability=NULL", false),
  /** Of Alice's VO. */
  CAROL("/DC=ch/DC=cern/CN=Carol", "/cms/Role=NULL/Capability=NULL", false),
  /** Of Alice's VO; only the test that bans her submits as her. */
  DORA("/DC=ch/DC=cern/CN=Dora", "/cms/Role=NULL/Capability=NULL", false),
  /** Of a VO whose destinations are checked; only the test of that submits as her. */
  ERIN("/DC=ch/DC=cern/CN=Erin", "/lhcb/Role=NULL/Capability=NULL", false),
  /** Of another VO. */
  BOB("/DC=ch/DC=cern/CN=Bob", "/atlas/Role=NULL/Capability=NULL", false),
  ROOT("/DC=ch/DC=cern/CN=tern.example", "/dteam/Role=NULL/Capability=NULL", true),
  NOBODY("", "", false);

  final String dn;
  final String fqan;
  final boolean root;

  Who(String dn, String fqan, boolean root) {
    this.dn = dn;
    this.fqan = fqan;
    this.root = root;
  }

  boolean isKnown() {
    return !dn.isEmpty();
  }

  String vo() {
    return fqan.split("/")[1];
  }
}
