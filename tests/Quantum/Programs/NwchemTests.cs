using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum.Tests.Programs;

/// <summary>NWChem itself, where it is installed.</summary>
public sealed class NwchemTests
{
    const string Reference = "reference/qm/qm-reference.json";

    static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);
    static readonly bool Installed = ProgramPath.Find("nwchem") is not null;
    const string Missing = "needs the program nwchem, which is not installed here";

    [Theory]
    [InlineData("nwchem:hf/sto-3g", "O2", "sto-3g", "hf")]
    [InlineData("nwchem:hf/cc-pvdz", "LiH", "cc-pvdz", "hf")]
    [InlineData("nwchem:hf/6-31g*", "OH", "6-31gs", "hf")]
    [InlineData("nwchem:mp2/6-31G(d)", "C2H4", "6-31gs", "frozen_core/mp2")]
    [InlineData("nwchem:mp2/cc-pvdz", "O2", "cc-pvdz", "frozen_core/mp2")]
    [InlineData("nwchem:mp2(full)/cc-pvdz", "HeH+", "cc-pvdz", "all_electron/mp2")]
    [InlineData("nwchem:ccsd/cc-pvdz", "H2O", "cc-pvdz", "frozen_core/ccsd")]
    [InlineData("nwchem:ccsd(t)/cc-pvdz", "H2O", "cc-pvdz", "frozen_core/ccsd(t)")]
    [InlineData("nwchem:ccsd(t,full)/6-31g*", "LiH", "6-31gs", "all_electron/ccsd(t)")]
    [InlineData("nwchem:ccsd(t)/cc-pvdz", "HeH+", "cc-pvdz", "frozen_core/ccsd(t)")]
    [InlineData("nwchem:ccsd(full)/cc-pvdz", "OH", "cc-pvdz", "all_electron/ccsd")]
    [InlineData("nwchem:ccsd(t)/cc-pvdz", "OH", "cc-pvdz", "frozen_core/ccsd(t)")]
    public void Energies_are_those_of_the_reference(string expression, string name, string basis, string place)
    {
        Assert.SkipUnless(Installed, Missing);
        using var json = Read();
        var (structure, result) = Case(json, name, basis, place);
        Assert.Equal(result.GetProperty("energy").GetDouble(), Evaluate(expression, structure, Request.Energy).Energy / Units.Hartree, 1e-9);
    }

    [Theory]
    [InlineData("nwchem:hf/6-31g*", "H2CO", "6-31gs", "hf", 1e-9)]
    [InlineData("nwchem:hf/cc-pvdz", "OH", "cc-pvdz", "hf", 1e-9)]
    [InlineData("nwchem:mp2(full)/cc-pvdz", "H2O", "cc-pvdz", "all_electron/mp2", 2e-8)]
    [InlineData("nwchem:mp2(full)/6-31g*", "OH", "6-31gs", "all_electron/mp2", 2e-8)]
    public void Forces_are_those_of_the_reference(string expression, string name, string basis, string place, double tolerance)
    {
        Assert.SkipUnless(Installed, Missing);
        using var json = Read();
        var (structure, result) = Case(json, name, basis, place);
        var prediction = Evaluate(expression, structure, Request.Forces);
        Assert.Equal(result.GetProperty("energy").GetDouble(), prediction.Energy / Units.Hartree, 1e-9);
        var gradient = XtbTests.Rows(result.GetProperty("gradient_au"));
        for (var i = 0; i < gradient.Length; i++)
            Assert.InRange((prediction.Forces[i] * (Units.Bohr / Units.Hartree) + gradient[i]).Length, 0, tolerance);
    }

    [Fact]
    public void Forces_of_frozen_cores_are_the_derivatives_of_the_energy()
    {
        Assert.SkipUnless(Installed, Missing);
        const double Step = 0.003;
        static Structure Moved(double shift)
        {
            var water = FakeProgram.Water;
            water.Positions[1] += new Vec3(0.1, shift, 0);
            return water;
        }

        static double At(double shift) => Evaluate("nwchem:mp2/sto-3g", Moved(shift), Request.Energy).Energy;
        var force = Evaluate("nwchem:mp2/sto-3g", Moved(0), Request.Forces).Forces[1].Y;
        Assert.Equal(-(8 * (At(Step) - At(-Step)) - (At(2 * Step) - At(-2 * Step))) / (12 * Step), force, 2e-6);
    }

    /// <summary>A set that ships is one surface whoever computes: six d functions or five as ours has them, and our numbers.</summary>
    [Theory]
    [InlineData("6-311g**", "H2O")]
    [InlineData("6-31G(d,p)", "H2O")]
    [InlineData("def2-svp", "OH")]
    public void It_agrees_with_our_own_Hartree_Fock(string basis, string name)
    {
        Assert.SkipUnless(Installed, Missing);
        using var json = Read();
        var (structure, _) = Case(json, name, "cc-pvdz", "hf");
        var (own, other) = (Evaluate("hf/" + basis, structure, Request.Forces), Evaluate("nwchem:hf/" + basis, structure, Request.Forces));
        Assert.Equal(own.Energy / Units.Hartree, other.Energy / Units.Hartree, 1e-8);
        for (var i = 0; i < structure.Count; i++)
            Assert.InRange((own.Forces[i] - other.Forces[i]).Length, 0, 1e-6);
    }

    [Fact]
    public void What_it_cannot_do_is_said_or_found_out()
    {
        Assert.SkipUnless(Installed, Missing);
        Assert.Contains("no analytic forces of ccsd", Complaint("nwchem:ccsd/sto-3g", FakeProgram.Water, Request.Forces), StringComparison.Ordinal);
        Assert.Contains("no basis set 'cc-pvxz'", Complaint("nwchem:hf/cc-pvxz", FakeProgram.Water, Request.Energy), StringComparison.Ordinal);
        var heavy = new Structure([Element.Parse("Og"), Element.Parse("H"), Element.Parse("H")], FakeProgram.Water.Positions);
        Assert.Contains("atom 1 for another element than Og", Complaint("nwchem:hf/dzp", heavy, Request.Energy), StringComparison.Ordinal);
        var iodine = new Structure([Element.Parse("I"), Element.Parse("H")], [Vec3.Zero, new Vec3(0, 0, 1.61)]);
        Assert.Contains("effective core for I", Complaint("nwchem:hf/def2-svp", iodine, Request.Energy), StringComparison.Ordinal);
    }

    static string Complaint(string expression, Structure structure, Request request) =>
        Assert.Throws<PotentialException>(() => Evaluate(expression, structure, request)).Message;

    static Prediction Evaluate(string expression, Structure structure, Request request)
    {
        using var evaluator = PotentialGrammar.Parse(expression, Catalogue).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, request, prediction);
        return prediction;
    }

    static JsonDocument Read()
    {
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        return JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(Reference)));
    }

    static (Structure Structure, JsonElement Result) Case(JsonDocument json, string name, string basis, string place)
    {
        var molecule = json.RootElement.GetProperty("molecules").GetProperty(name);
        var result = molecule.GetProperty("results").GetProperty(basis);
        foreach (var step in place.Split('/'))
            result = result.GetProperty(step);
        return (Psi4Tests.StructureOf(molecule), result);
    }
}
