using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Self-consistent fields against Psi4's, and against themselves turned, shared among threads and without memory.</summary>
public sealed class HartreeFockTests
{
    const string Reference = "reference/qm/qm-reference.json";

    // A field of this many functions takes about a second.
    const int Fast = 50;

    static readonly Lazy<JsonElement> Molecules = new(() => JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf(Reference))).RootElement.GetProperty("molecules"));

    public static TheoryData<string> Bases => ["sto-3g", "3-21g", "6-31gs", "6-311gss", "cc-pvdz", "cc-pvtz", "aug-cc-pvdz", "def2-svp", "def2-tzvp"];

    static Structure Water => new([new(8), new(1), new(1)], [new(0, 0, 0.1173), new(0, 0.7572, -0.4692), new(0, -0.7572, -0.4692)]);

    [Theory]
    [MemberData(nameof(Bases))]
    public void Small_fields_agree_with_Psi4(string basis) => Compare(basis, n => n <= Fast);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [MemberData(nameof(Bases))]
    public void Large_fields_agree_with_Psi4(string basis) => Compare(basis, n => n > Fast);

    static void Compare(string basis, Func<int, bool> wanted)
    {
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        // The reference took d functions of 6-311G** as Cartesian.
        var set = basis == "6-311gss" ? BasisSet.Named(basis).In(BasisShape.Cartesian) : BasisSet.Named(basis);
        using var team = new Team(2);
        foreach (var molecule in Molecules.Value.EnumerateObject())
        {
            var hf = molecule.Value.GetProperty("results").GetProperty(basis).GetProperty("hf");
            if (!wanted(hf.GetProperty("nbf").GetInt32()))
                continue;
            var result = HartreeFock.Solve(Read(molecule.Value), set, null, team, gradient: true);
            var name = $"{molecule.Name} {basis}";
            Near("energy", result.Energy, 1e-8);
            Near("nuclear_repulsion", result.NuclearRepulsion, 1e-10);
            Near("one_electron_energy", result.OneElectron, 2e-6);
            Near("two_electron_energy", result.TwoElectron, 2e-6);
            var dipole = hf.GetProperty("dipole_au").EnumerateArray().Select(x => x.GetDouble()).ToArray();
            for (var axis = 0; axis < 3; axis++)
                Assert.True(Math.Abs(dipole[axis] - result.Dipole[axis]) < 1e-6, $"{name} dipole {axis}: {dipole[axis]} {result.Dipole[axis]}");
            var energies = hf.GetProperty("orbital_energies_alpha").EnumerateArray().Select(x => x.GetDouble()).ToArray();
            Assert.Equal(energies.Length, result.Alpha.Energies.Length);
            for (var k = 0; k < energies.Length; k++)
                Assert.True(Math.Abs(energies[k] - result.Alpha.Energies[k]) < 1e-6, $"{name} orbital {k}: {energies[k]} {result.Alpha.Energies[k]}");

            if (hf.TryGetProperty("gradient_au", out var gradient))
            {
                for (var i = 0; i < result.Gradient.Length; i++)
                {
                    for (var axis = 0; axis < 3; axis++)
                    {
                        var (expected, actual) = (gradient[i][axis].GetDouble(), result.Gradient[i][axis]);
                        Assert.True(Math.Abs(expected - actual) < 1e-6, $"{name} gradient {i} {axis}: {expected} expected, {actual} found");
                    }
                }
            }

            void Near(string key, double actual, double tolerance)
            {
                var expected = hf.GetProperty(key).GetDouble();
                Assert.True(Math.Abs(expected - actual) < tolerance, $"{name} {key}: {expected} expected, {actual} found, difference {actual - expected:G3}");
            }
        }
    }

    static Structure Read(JsonElement molecule) => new(
        [.. molecule.GetProperty("symbols").EnumerateArray().Select(s => Element.Parse(s.GetString()!))],
        [.. molecule.GetProperty("geometry_angstrom").EnumerateArray().Select(r => new Vec3(r[0].GetDouble(), r[1].GetDouble(), r[2].GetDouble()))])
    {
        Charge = molecule.GetProperty("charge").GetDouble(),
        Multiplicity = molecule.GetProperty("multiplicity").GetInt32(),
    };

    [Theory]
    [InlineData("6-31g*")]
    [InlineData("cc-pvtz")]
    public void A_molecule_turned_and_moved_has_the_same_energy(string basis)
    {
        var (axis, angle) = (new Vec3(0.36, 0.48, 0.8), 0.7);
        // Rodrigues' rotation.
        Vec3 Turned(Vec3 r) => r * Math.Cos(angle) + Vec3.Cross(axis, r) * Math.Sin(angle) + axis * (Vec3.Dot(axis, r) * (1 - Math.Cos(angle))) + new Vec3(3, -2, 1);
        var water = Water;
        var turned = water.With(null, [.. water.Positions.Select(Turned)]);
        Assert.Equal(HartreeFock.Solve(water, BasisSet.Named(basis)).Energy, HartreeFock.Solve(turned, BasisSet.Named(basis)).Energy, 1e-10);
    }

    [Theory]
    [InlineData("6-31g*", 1)]
    [InlineData("def2-tzvp", 1)]
    [InlineData("3-21g", 3)]
    public void The_gradient_is_the_slope_of_the_energy(string basis, int multiplicity)
    {
        const double Step = 0.002;
        var set = BasisSet.Named(basis);
        var water = Water;
        water.Multiplicity = multiplicity;
        var gradient = HartreeFock.Solve(water, set, gradient: true).Gradient;
        double Energy(double steps)
        {
            var moved = water.With(null, [.. water.Positions]);
            moved.Positions[1] += new Vec3(0, 0, steps * Step * Units.Bohr);
            return HartreeFock.Solve(moved, set).Energy;
        }
        // Of fourth order, so that the step may be long.
        var slope = (8 * (Energy(1) - Energy(-1)) - (Energy(2) - Energy(-2))) / (12 * Step);
        Assert.Equal(slope, gradient[1].Z, 1e-7);
        Assert.Equal(0, (gradient[0] + gradient[1] + gradient[2]).Length, 1e-8);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_nor_memory_the_energy()
    {
        using var team = new Team(3);
        var set = BasisSet.Named("6-31g*");
        var one = HartreeFock.Solve(Water, set, gradient: true);
        var three = HartreeFock.Solve(Water, set, null, team, gradient: true);
        var direct = HartreeFock.Solve(Water, set, new ScfOptions { Memory = 0 }, team);
        Assert.True(one.InMemory && !direct.InMemory);
        Assert.Equal(one.Energy, three.Energy);
        Assert.Equal(one.Alpha.Energies, three.Alpha.Energies);
        Assert.Equal(one.Gradient, three.Gradient);
        // What is left out of a change is not quite what is left out of the whole.
        Assert.Equal(one.Energy, direct.Energy, 1e-10);
        Assert.Equal(direct.Energy, HartreeFock.Solve(Water, set, new ScfOptions { Memory = 0 }).Energy);
    }

    [Fact]
    public void A_singlet_of_two_kinds_of_orbitals_is_the_restricted_one()
    {
        var set = BasisSet.Named("sto-3g");
        var (restricted, unrestricted) = (HartreeFock.Solve(Water, set), HartreeFock.Solve(Water, set, new ScfOptions { Shells = Shells.Unrestricted }));
        Assert.Equal(restricted.Energy, unrestricted.Energy, 1e-9);
        Assert.Equal(0, unrestricted.SpinSquared, 1e-9);
    }

    [Fact]
    public void A_hydrogen_atom_has_one_electron_and_a_doublet()
    {
        var atom = HartreeFock.Solve(new Structure([new(1)], [default]), BasisSet.Named("cc-pvtz"));
        Assert.Equal(-0.4998098, atom.Energy, 1e-6);
        Assert.Equal(0.75, atom.SpinSquared, 1e-10);
        Assert.Equal(0, atom.TwoElectron, 1e-10);
    }

    [Theory]
    [InlineData(0.0, 2, "10 electrons, which cannot have multiplicity 2")]
    [InlineData(1.0, 1, "9 electrons, which cannot have multiplicity 1")]
    [InlineData(0.5, null, "0.5 e")]
    [InlineData(10.0, null, "no electrons")]
    public void Electrons_must_fit(double charge, int? multiplicity, string expected)
    {
        var water = Water;
        (water.Charge, water.Multiplicity) = (charge, multiplicity);
        Assert.Contains(expected, Assert.Throws<PotentialException>(() => HartreeFock.Solve(water, BasisSet.Named("sto-3g"))).Message);
    }

    [Fact]
    public void Coincident_atoms_are_named()
    {
        var structure = new Structure([new(1), new(8), new(1)], [default, new(0, 0, 1), new(0, 0, 0.001)]);
        Assert.Contains("Atoms 1 and 3 (H, H)", Assert.Throws<PotentialException>(() => HartreeFock.Solve(structure, BasisSet.Named("sto-3g"))).Message);
    }

    [Fact]
    public void Too_many_electrons_for_the_basis_are_refused()
    {
        var structure = new Structure([new(2)], [default]) { Multiplicity = 3 };
        Assert.Contains("independent orbitals", Assert.Throws<PotentialException>(() => HartreeFock.Solve(structure, BasisSet.Named("sto-3g"))).Message);
    }

    [Fact]
    public void Linear_dependence_is_refused_or_dropped()
    {
        var shell = new ElementShell([0], false, [0.5], [[1.0]]);
        var twice = new BasisSet("twice", [new(new Element(1), [shell, shell with { Exponents = [0.5000001] }, shell with { Exponents = [2.0] }])]);
        var atom = new Structure([new(1)], [default]);
        Assert.Contains("linearly dependent", Assert.Throws<PotentialException>(() => HartreeFock.Solve(atom, twice)).Message);
        Assert.Equal(2, HartreeFock.Solve(atom, twice, new ScfOptions { DropDependent = true }).Alpha.Energies.Length);
    }

    [Fact]
    public void No_convergence_is_said_with_numbers()
    {
        var e = Assert.Throws<PotentialException>(() => HartreeFock.Solve(Water, BasisSet.Named("sto-3g"), new ScfOptions { Iterations = 3 }));
        Assert.Contains("did not converge in 3 iterations", e.Message);
    }

    [Fact]
    public void Periodic_structures_are_refused()
    {
        var crystal = new Structure([new(1)], [default], new Cell(new(5, 0, 0), new(0, 5, 0), new(0, 0, 5)), new Periodicity(true, true, true));
        Assert.Contains("periodic", Assert.Throws<PotentialException>(() => HartreeFock.Solve(crystal, BasisSet.Named("sto-3g"))).Message);
    }
}
