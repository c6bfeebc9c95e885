using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Charges against Psi4's, bond orders against what chemistry calls them.</summary>
public sealed class PopulationTests
{
    const string Reference = "reference/qm/qm-reference.json";

    // A field of this many functions takes some tenths of a second.
    const int Fast = 30;

    static readonly Lazy<JsonElement> Molecules = new(() => JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf(Reference))).RootElement.GetProperty("molecules"));

    [Fact]
    public void Mulliken_charges_of_small_molecules_agree_with_Psi4() => Compare(n => n <= Fast);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Mulliken_charges_of_large_molecules_agree_with_Psi4() => Compare(n => n > Fast);

    static void Compare(Func<int, bool> wanted)
    {
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        using var team = new Team(2);
        var compared = 0;
        foreach (var molecule in Molecules.Value.EnumerateObject())
        {
            foreach (var basis in molecule.Value.GetProperty("results").EnumerateObject())
            {
                var hf = basis.Value.GetProperty("hf");
                if (!wanted(hf.GetProperty("nbf").GetInt32()))
                    continue;
                var set = basis.Name == "6-311gss" ? BasisSet.Named(basis.Name).In(BasisShape.Cartesian) : BasisSet.Named(basis.Name);
                var structure = CorrelationReference.Molecule(molecule.Name);
                var charges = Populations.Mulliken(HartreeFock.Solve(structure, set, null, team));
                var expected = hf.GetProperty("mulliken_charges").EnumerateArray().Select(q => q.GetDouble()).ToArray();
                for (var i = 0; i < expected.Length; i++)
                    Assert.True(Math.Abs(expected[i] - charges[i]) < 1e-6, $"{molecule.Name} {basis.Name}, atom {i + 1}: {expected[i]} expected, {charges[i]} found");
                compared++;
            }
        }
        Assert.True(compared > 20);
    }

    static ScfResult Solve(string basis, int multiplicity, params (int Element, Vec3 Position)[] atoms) => HartreeFock.Solve(
        new([.. atoms.Select(a => new Element(a.Element))], [.. atoms.Select(a => a.Position)]) { Multiplicity = multiplicity }, BasisSet.Named(basis));

    [Fact]
    public void Charges_sum_to_that_of_the_molecule_and_follow_electronegativity()
    {
        var water = HartreeFock.Solve(CorrelationReference.Water, BasisSet.Named("6-31g*"));
        foreach (var charges in new[] { Populations.Mulliken(water), Populations.Lowdin(water) })
        {
            Assert.Equal(0, charges.Sum(), 1e-10);
            Assert.True(charges[0] < -0.3);
            Assert.Equal(charges[1], charges[2], 1e-7);
        }
        var radical = Solve("6-31g*", 2, (8, default), (1, new(0, 0, 0.97)));
        Assert.Equal(0, Populations.Mulliken(radical).Sum(), 1e-10);
        Assert.Equal(0, Populations.Lowdin(radical).Sum(), 1e-10);
    }

    [Fact]
    public void Bond_orders_are_those_of_structural_formulas()
    {
        // Minimal sets give the integers; Mayer, Int. J. Quantum Chem. 29, 477 (1986).
        foreach (var bonds in new Func<ScfResult, double[]>[] { Populations.MayerBonds, Populations.WibergBonds })
        {
            Assert.Equal(3, bonds(Solve("sto-3g", 1, (7, default), (7, new(0, 0, 1.1))))[1], 1e-3);
            Assert.Equal(1, bonds(Solve("sto-3g", 1, (1, default), (1, new(0, 0, 0.74))))[1], 1e-6);
            var water = bonds(HartreeFock.Solve(CorrelationReference.Water, BasisSet.Named("sto-3g")));
            Assert.Equal(0.95, water[1], 0.06);
            Assert.True(water[5] < 0.05);
            Assert.Equal(water[1], water[3]);
            Assert.Equal(0, water[0]);
            // Of triplet oxygen α electrons hold by σ alone, β by σ and both π: a half and three halves.
            Assert.Equal(2, bonds(Solve("sto-3g", 3, (8, default), (8, new(0, 0, 1.21))))[1], 0.02);
        }
    }

    [Fact]
    public void Two_spins_of_a_closed_shell_give_what_one_gives()
    {
        var structure = CorrelationReference.Water;
        var set = BasisSet.Named("sto-3g");
        ScfResult one = HartreeFock.Solve(structure, set), two = HartreeFock.Solve(structure, set, new() { Shells = Shells.Unrestricted });
        foreach (var what in new Func<ScfResult, double[]>[] { Populations.Mulliken, Populations.Lowdin, Populations.MayerBonds, Populations.WibergBonds })
            Assert.All(what(one).Zip(what(two)), p => Assert.Equal(p.First, p.Second, 1e-6));
    }
}
