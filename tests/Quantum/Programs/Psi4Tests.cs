using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum.Tests.Programs;

/// <summary>Psi4 itself, where it is installed.</summary>
public sealed class Psi4Tests
{
    const string Reference = "reference/qm/qm-reference.json";

    static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);
    static readonly bool Installed = ProgramPath.Find("psi4") is not null;
    const string Missing = "needs the program psi4, which is not installed here";

    [Theory]
    [InlineData("psi4:hf/cc-pvdz", "H2O", "hf")]
    [InlineData("psi4:ccsd(t)/cc-pvdz", "OH", "frozen_core/ccsd(t)")]
    [InlineData("psi4:mp2(full)/cc-pvdz", "HeH+", "all_electron/mp2")]
    public void Energies_are_those_of_the_reference(string expression, string name, string place)
    {
        Assert.SkipUnless(Installed, Missing);
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(Reference)));
        var molecule = json.RootElement.GetProperty("molecules").GetProperty(name);
        var result = molecule.GetProperty("results").GetProperty("cc-pvdz");
        foreach (var step in place.Split('/'))
            result = result.GetProperty(step);
        var energy = result.GetProperty("energy").GetDouble();
        Assert.Equal(energy, Evaluate(expression, StructureOf(molecule), Request.Energy).Energy / Units.Hartree, 2e-8);
    }

    [Fact]
    public void Forces_are_those_of_the_reference()
    {
        Assert.SkipUnless(Installed, Missing);
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(Reference)));
        var molecule = json.RootElement.GetProperty("molecules").GetProperty("H2O");
        var hf = molecule.GetProperty("results").GetProperty("cc-pvdz").GetProperty("hf");
        var prediction = Evaluate("psi4:hf/cc-pvdz", StructureOf(molecule), Request.Forces);
        Assert.Equal(hf.GetProperty("energy").GetDouble(), prediction.Energy / Units.Hartree, 2e-8);
        var gradient = XtbTests.Rows(hf.GetProperty("gradient_au"));
        for (var i = 0; i < gradient.Length; i++)
            Assert.InRange((prediction.Forces[i] * (Units.Bohr / Units.Hartree) + gradient[i]).Length, 0, 1e-7);
    }

    [Fact]
    public void What_psi4_cannot_do_is_said()
    {
        Assert.SkipUnless(Installed, Missing);
        Assert.Contains("frozen core", Complaint("psi4:mp2/cc-pvdz", Request.Forces), StringComparison.Ordinal);
        Assert.Contains("no basis set 'cc-pvd'", Complaint("psi4:hf/cc-pvd", Request.Energy), StringComparison.Ordinal);
        Assert.Contains("cannot compute 'b3lip'", Complaint("psi4:b3lip/sto-3g", Request.Energy), StringComparison.Ordinal);
    }

    static string Complaint(string expression, Request request) =>
        Assert.Throws<PotentialException>(() => Evaluate(expression, FakeProgram.Water, request)).Message;

    static Prediction Evaluate(string expression, Structure structure, Request request)
    {
        using var evaluator = PotentialGrammar.Parse(expression, Catalogue).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, request, prediction);
        return prediction;
    }

    internal static Structure StructureOf(JsonElement molecule) => new(
        [.. molecule.GetProperty("symbols").EnumerateArray().Select(s => Element.Parse(s.GetString()))],
        XtbTests.Rows(molecule.GetProperty("geometry_angstrom")))
    {
        Charge = molecule.GetProperty("charge").GetInt32(),
        Multiplicity = molecule.GetProperty("multiplicity").GetInt32(),
    };
}
