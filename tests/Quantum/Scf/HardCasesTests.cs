using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>
/// Fields that are hard to converge: bonds pulled out, ions of what was pulled apart, radicals. DIIS alone does not converge those marked with a bound, which is the energy it wandered about at the end of 128 iterations. Distances are multiples of about equilibrium.
/// </summary>
public sealed class HardCasesTests
{
    static readonly Dictionary<string, string> Geometries = new()
    {
        ["N2"] = "N 0 0 0 N 0 0 1.0",
        ["O2"] = "O 0 0 0 O 0 0 1.2075",
        ["F2"] = "F 0 0 0 F 0 0 1.0",
        ["CN"] = "C 0 0 0 N 0 0 1.1718",
        ["H2O"] = "O 0 0 0 H 0 0.8 0.6 H 0 -0.8 0.6",
        ["O3"] = "O 0 0 0 O 0 1.085 0.669 O 0 -1.085 0.669",
        ["AlO"] = "Al 0 0 0 O 0 0 1.618",
        ["C2"] = "C 0 0 0 C 0 0 1.2425",
        ["H2CO"] = "C 0 0 0 O 0 0 1.2 H 0 0.94 -0.54 H 0 -0.94 -0.54",
        ["HCN"] = "H 0 0 -1.066 C 0 0 0 N 0 0 1.153",
        ["HNO"] = "H 0.95 -0.5 0 N 0 0 0 O 0 1.21 0",
        ["H2O2"] = "O 0 0.73 0 O 0 -0.73 0 H 0.84 0.9 0.47 H -0.84 -0.9 0.47",
        ["CH4"] = "C 0 0 0 H 0.63 0.63 0.63 H 0.63 -0.63 -0.63 H -0.63 0.63 -0.63 H -0.63 -0.63 0.63",
        ["ClF"] = "Cl 0 0 0 F 0 0 1.63",
        ["MgO"] = "Mg 0 0 0 O 0 0 1.75",
        ["SiC"] = "Si 0 0 0 C 0 0 1.75",
        ["CO2"] = "O 0 0 -1.16 C 0 0 0 O 0 0 1.16",
        ["N2O"] = "N 0 0 -1.128 N 0 0 0 O 0 0 1.184",
        ["F2O"] = "O 0 0 0 F 0 1.1 0.87 F 0 -1.1 0.87",
        ["SO2"] = "S 0 0 0 O 0 1.24 0.72 O 0 -1.24 0.72",
        ["B4"] = "B 0 0.9 0 B 0 -0.9 0 B 1.2 0 0 B -1.2 0 0",
        ["NF3"] = "N 0 0 0.2 F 1.23 0 -0.3 F -0.61 1.07 -0.3 F -0.61 -1.07 -0.3",
        ["HS2"] = "H 0.9 0.9 0 S 0 0 0 S 0 1.95 0",
        ["C3"] = "C 0 0 0 C 0 0 1.3 C 0 0 -1.3",
    };

    [Theory]
    [InlineData("N2", 2.5, 0, 1, "cc-pvdz", null, -108.11975339)]
    [InlineData("O2", 1, 0, 1, "cc-pvdz", null, -149.54293043)]
    [InlineData("O2", 2.07, 0, 1, "6-31g*", null, -149.03)]
    [InlineData("H2O", 4, 0, 1, "6-31g*", null, -75.39569990)]
    [InlineData("F2", 2.5, 0, 1, "6-31g*", null, -198.43861600)]
    [InlineData("CN", 1, 0, 2, "cc-pvdz", null, -92.21289215)]
    [InlineData("CN", 1, 0, 2, "cc-pvdz", Shells.RestrictedOpen, -92.19607782)]
    [InlineData("O3", 1, 0, 1, "6-31g*", null, -224.24785279)]
    [InlineData("C2", 1, 0, 1, "cc-pvdz", null, -75.38690238)]
    [InlineData("AlO", 1, 0, 2, "6-31g*", null, -316.704)]
    [InlineData("H2CO", 1.5, 1, 2, "6-31g*", null, -113.180)]
    [InlineData("H2CO", 2, -1, 2, "6-31g*", null, -113.290)]
    [InlineData("HCN", 2, 1, 2, "6-31g*", null, -91.994)]
    [InlineData("HNO", 2.5, -1, 2, "6-31g*", Shells.RestrictedOpen, -129.363)]
    [InlineData("H2O2", 2, 1, 2, "6-31g*", null, -149.798)]
    [InlineData("CH4", 2, 1, 2, "6-31g*", null, -39.174)]
    [InlineData("ClF", 2.5, 0, 1, "6-31g*", null, -558.523)]
    [InlineData("ClF", 2, -1, 2, "6-31g*", Shells.RestrictedOpen, -558.813)]
    [InlineData("MgO", 2.5, -1, 2, "6-31g*", Shells.RestrictedOpen, -274.143)]
    [InlineData("SiC", 1.5, -1, 2, "6-31g*", null, -326.406)]
    public void Fields_converge(string name, double scale, int charge, int multiplicity, string basis, Shells? shells, double expected) => Solve(name, scale, charge, multiplicity, basis, shells, expected);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("O3", 1.475, 0, 1, "6-31g*", null, -223.800)]
    [InlineData("CO2", 2, 1, 2, "6-31g*", null, -186.610)]
    [InlineData("N2O", 1.5, 1, 2, "6-31g*", null, -182.761)]
    [InlineData("F2O", 2, 1, 2, "6-31g*", Shells.RestrictedOpen, -272.608)]
    [InlineData("F2O", 2.5, 0, 1, "6-31g*", null, -272.771)]
    [InlineData("SO2", 1.5, 1, 2, "6-31g*", null, -546.383)]
    [InlineData("B4", 2.5, -1, 2, "6-31g*", null, -97.914)]
    [InlineData("NF3", 2, 1, 2, "6-31g*", Shells.RestrictedOpen, -351.502)]
    [InlineData("NF3", 2.5, 0, 1, "6-31g*", null, -351.570)]
    [InlineData("HS2", 2, 0, 2, "6-31g*", null, -795.224)]
    [InlineData("C3", 2, -1, 2, "6-31g*", null, -112.794)]
    public void Larger_fields_converge(string name, double scale, int charge, int multiplicity, string basis, Shells? shells, double expected) => Solve(name, scale, charge, multiplicity, basis, shells, expected);

    // Eight digits are an energy, three a bound.
    static void Solve(string name, double scale, int charge, int multiplicity, string basis, Shells? shells, double expected)
    {
        using var team = new Team(2);
        var field = HartreeFock.Solve(Structure(name, scale, charge, multiplicity), BasisSet.Named(basis), new ScfOptions { Shells = shells }, team);
        if (Math.Abs(expected * 1000 - Math.Round(expected * 1000)) > 1e-6)
            Assert.Equal(expected, field.Energy, 1e-7);
        else
            Assert.True(field.Energy < expected, $"{field.Energy}");
        var again = new FieldEquations(field.Molecule, new CoulombExchange(field.Molecule, new(), team), new(), team);
        double[][] orbitals = field.Shells == Shells.Unrestricted ? [field.Alpha.Coefficients, field.Beta.Coefficients] : [field.Alpha.Coefficients];
        var filling = Filling.Of(Structure(name, scale, charge, multiplicity), ElectronCount.Of(Structure(name, scale, charge, multiplicity)), field.Shells);
        Assert.InRange(new OrbitalRotations(again, filling, orbitals).LargestCoupling, 0, 1e-7);
    }

    static Structure Structure(string name, double scale, int charge, int multiplicity)
    {
        var words = Geometries[name].Split(' ');
        double Number(int i) => scale * double.Parse(words[i], CultureInfo.InvariantCulture);
        var atoms = Enumerable.Range(0, words.Length / 4).ToArray();
        return new([.. atoms.Select(i => Element.Parse(words[4 * i]))], [.. atoms.Select(i => new Vec3(Number(4 * i + 1), Number(4 * i + 2), Number(4 * i + 3)))]) { Charge = charge, Multiplicity = multiplicity };
    }

    [Fact]
    public void Threads_do_not_change_a_bit_of_the_way_down()
    {
        using var team = new Team(3);
        var (structure, set) = (Structure("SiC", 1.5, -1, 2), BasisSet.Named("sto-3g"));
        var (one, three) = (HartreeFock.Solve(structure, set), HartreeFock.Solve(structure, set, null, team));
        Assert.Equal((one.Energy, one.Iterations), (three.Energy, three.Iterations));
    }

    [Fact]
    public void From_afar_the_region_of_trust_finds_what_diagonalising_finds()
    {
        var (structure, options) = (Structure("H2O", 1, 0, 1), new ScfOptions());
        var molecule = new Molecule(structure, BasisSet.Named("6-31g*"), Team.Single);
        var equations = new FieldEquations(molecule, new CoulombExchange(molecule, options, Team.Single), options, Team.Single);
        var (_, bare) = equations.Diagonalised(equations.Orthogonal(equations.Core));
        var outcome = new TrustRegion(equations, new(Shells.Closed, [5]), options).Run([bare], 0);
        Assert.True(outcome.Converged);
        Assert.Equal(HartreeFock.Solve(structure, BasisSet.Named("6-31g*")).Energy, outcome.Energy + molecule.Repulsion, 1e-9);
    }

    [Fact]
    public void What_does_not_converge_says_what_to_do()
    {
        var e = Assert.Throws<PotentialException>(() => HartreeFock.Solve(Structure("AlO", 1, 0, 2), BasisSet.Named("6-31g*"), new ScfOptions { Iterations = 28 }));
        Assert.Contains("did not converge in 28 iterations", e.Message);
        Assert.Contains("one determinant seldom describes it", e.Message);
    }
}
