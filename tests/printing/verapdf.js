// Asks veraPDF about PDF files. Rhino runs this, a JavaScript engine that veraPDF's archive brings along.
// Arguments: which rules (PDFUA-1, PDFA-2A …), then PDF files, then perhaps other rules and files again.
// Output: "rules<TAB>path<TAB>ok" for each file that keeps them, and a line for each rule that a file
// breaks, "rules<TAB>path<TAB>clause-test<TAB>description".

var pdfa = Packages.org.verapdf.pdfa;
var Profiles = pdfa.validation.profiles.Profiles;

function all(node, tag) {
    var found = node.getElementsByTagName(tag), nodes = [];
    for (var i = 0; i < found.getLength(); i++) nodes.push(found.item(i));
    return nodes;
}

function text(node, tag) {
    return all(node, tag)[0].getTextContent();
}

// veraPDF reads its rules with JAXB, which neither Java nor the archive has. They are plain XML.
function profile(name) {
    var file = java.lang.ClassLoader.getSystemResource("org/verapdf/pdfa/validation/" + name + ".xml");
    var parser = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var root = parser.parse(file.toString()).getDocumentElement();
    var rules = new java.util.HashSet(), variables = new java.util.HashSet();
    all(root, "rule").forEach(function (rule) {
        var id = all(rule, "id")[0];
        rules.add(Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                pdfa.flavours.PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), id.getAttribute("testNumber")),
            rule.getAttribute("object"), rule.getAttribute("deferred") == "true",
            rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
            Profiles.errorFromValues(text(rule, "message"), new java.util.ArrayList()),
            new java.util.ArrayList()));
    });
    all(root, "variable").forEach(function (variable) {
        variables.add(Profiles.variableFromValues(
            variable.getAttribute("name"), variable.getAttribute("object"),
            text(variable, "defaultValue"), text(variable, "value")));
    });
    return Profiles.profileFromValues(
        pdfa.flavours.PDFAFlavour.valueOf(root.getAttribute("flavour")),
        Profiles.defaultProfile().getDetails(), "", rules, variables);
}

Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var name, rules;
var foundry = pdfa.Foundries.defaultInstance();
arguments.forEach(function (path) {
    if (!/\.pdf$/.test(path)) {
        name = path;
        rules = profile(name);
        return;
    }
    var stream = new java.io.FileInputStream(path);
    var parser = foundry.createParser(stream, rules.getPDFAFlavour());
    var validator = foundry.createValidator(rules, false);
    var result = validator.validate(parser);
    var broken = new java.util.TreeSet();
    result.getTestAssertions().toArray().forEach(function (found) {
        if (found.getStatus() == "failed") {
            var id = found.getRuleId();
            broken.add(id.getClause() + "-" + id.getTestNumber() + "\t" + found.getMessage());
        }
    });
    if (result.isCompliant()) broken.add("ok");
    broken.toArray().forEach(function (verdict) { print([name, path, verdict].join("\t")); });
    validator.close();
    parser.close();
    stream.close();
});
