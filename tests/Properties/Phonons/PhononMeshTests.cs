using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public sealed class PhononMeshTests
{
    [Theory]
    [InlineData("si-sw")]
    [InlineData("ar-lj")]
    [InlineData("cu-emt")]
    [InlineData("al-emt")]
    public void Heat_and_density_are_those_of_the_reference(string system)
    {
        var reference = PhononReference.Read(system);
        var crystal = PrimitiveCrystal.Of(reference.Conventional());
        Assert.Equal(reference.Primitive().Cell!.Vectors, crystal.Structure.Cell!.Vectors);
        var constants = ForceConstants.Of(crystal.Supercell(Mat3.Diagonal(4, 4, 4)), reference.Potential);
        Assert.Equal(1, constants.Derivatives);
        var matrices = new DynamicalMatrices(constants);
        var points = reference.Points.ToArray();
        var special = matrices.At([.. points.Select(p => p.Q)]);
        for (var q = 0; q < points.Length; q++)
        {
            for (var m = 0; m < special.Branches; m++)
                Assert.True(Math.Abs(special.Frequency(q, m) - points[q].Frequencies[m]) < Math.Max(1e-3 * points[q].Frequencies[m], 0.002), $"{points[q].Name} {m}: {special.Frequency(q, m)} against {points[q].Frequencies[m]}");
        }
        var mesh = new WaveVectorMesh(crystal.Structure.Cell!, crystal.Group, 31, 31, 31);
        Assert.Equal(816, mesh.Points.Count);
        Assert.Equal(31 * 31 * 31, mesh.Weights.Sum());
        var modes = matrices.At(mesh.Points);
        var heat = new CrystalThermodynamics(mesh, modes);
        double[] t = reference.Of("thermal", "T"), capacities = reference.Of("thermal", "Cv"), entropies = reference.Of("thermal", "S"), energies = reference.Of("thermal", "F");
        for (var k = 0; k < t.Length; k++)
        {
            var state = heat.At(t[k]);
            Assert.Equal(capacities[k], Molar.Joules * state.HeatCapacity, Math.Max(1e-3 * capacities[k], 1e-9));
            // The reference counts translations at Γ as vibrations of some 10⁻⁷ THz: up to three of 31³ × 3 modes with 16 k each.
            var translations = t[k] > 0 ? 3 * Molar.Joules * Contribution.Oscillator(1e-7 / (1e3 * Units.SpeedOfLight), t[k]).Entropy / mesh.Count : 0;
            Assert.InRange(Molar.Joules * state.Entropy, 0.999 * entropies[k] - translations - 1e-9, 1.001 * entropies[k] + 1e-9);
            Assert.Equal(energies[k], Molar.Kilojoules * heat.FreeEnergy(t[k]), Math.Max(1e-3 * Math.Abs(energies[k]), 1e-3) + 1e-3 * t[k] * translations);
        }
        double[] frequencies = reference.Of("dos", "freq_THz"), states = reference.Of("dos", "dos_states_per_THz_per_primcell");
        var density = PhononDensity.ByTetrahedra(mesh, modes, crystal.Structure, frequencies);
        var highest = states.Max();
        // Where the density has its steps, a hair's breadth of frequency decides.
        Assert.True(Enumerable.Range(0, states.Length).Average(k => Math.Abs(states[k] - density.States[k])) < 1e-3 * highest);
        Assert.Equal(modes.Branches, density.Integral, 0.01 * modes.Branches);
    }

    [Fact]
    public void A_reduced_mesh_stands_for_the_whole()
    {
        // Zinc blende of two elements by the same law: shares by element differ.
        var crystal = PrimitiveCrystal.Of(Crystal.ZincBlende(Element.Parse("Si"), Element.Parse("Si"), 5.43));
        crystal.Structure.Masses = [28, 70];
        var constants = ForceConstants.Of(crystal.Supercell(Mat3.Diagonal(3, 3, 3)), PotentialGrammar.Parse("sw"));
        var matrices = new DynamicalMatrices(constants);
        var group = SpaceGroup.Of(crystal.Structure);
        var (few, all) = (new WaveVectorMesh(crystal.Structure.Cell!, group, 6, 6, 6), new WaveVectorMesh(crystal.Structure.Cell!, null, 6, 6, 6));
        Assert.True(few.Points.Count < all.Points.Count / 4);
        CrystalThermodynamics ours = new(few, matrices.At(few.Points)), whole = new(all, matrices.At(all.Points));
        Assert.Equal(whole.At(200).HeatCapacity, ours.At(200).HeatCapacity, 1e-12);
        // Dulong and Petit, with the first quantum correction 1 − ⟨x²⟩/12 and without the three translations at Γ.
        Assert.Equal(3 * 2 * (1 - 0.5 / few.Count), ours.At(1e5).HeatCapacity / Units.Boltzmann, 1e-4);
        var (modes, rest) = (matrices.At(few.Points, ModeRequest.Vectors), matrices.At(all.Points));
        var frequencies = PhononDensity.UsualFrequencies(modes, 2001);
        var (one, two) = (PhononDensity.ByTetrahedra(few, modes, crystal.Structure, frequencies), PhononDensity.ByTetrahedra(all, rest, crystal.Structure, frequencies));
        Assert.True(one.States.Zip(two.States).Max(p => Math.Abs(p.First - p.Second)) < 1e-9 * one.States.Max());
        Assert.Equal(6, one.Integral, 0.006);
        Assert.Equal(6, PhononDensity.BySmearing(few, modes, crystal.Structure, [.. Enumerable.Range(-100, 801).Select(k => 0.05 * k)], 0.3).Integral, 1e-3);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.4)]
    [InlineData(2.7)]
    public void A_corner_has_its_share_of_a_section(double at)
    {
        double[] e = [0.2, 1.1, 2.1, 3.3], weights = new double[4];
        var density = TetrahedronSum.Weigh(e, at, weights);
        // Random points within ±h of the section, and their mean barycentric coordinates.
        const double h = 0.05;
        const int all = 400_000;
        var random = new Random(1);
        var hits = 0;
        double[] sums = new double[4], b = new double[4];
        for (var k = 0; k < all; k++)
        {
            for (var v = 0; v < 4; v++)
                b[v] = -Math.Log(1 - random.NextDouble());
            var whole = b[0] + b[1] + b[2] + b[3];
            if (Math.Abs((b[0] * e[0] + b[1] * e[1] + b[2] * e[2] + b[3] * e[3]) / whole - at) > h)
                continue;
            hits++;
            for (var v = 0; v < 4; v++)
                sums[v] += b[v] / whole;
        }
        Assert.Equal(hits / (2 * h * all), density, 0.1 * density);
        for (var v = 0; v < 4; v++)
            Assert.Equal(sums[v] / hits, weights[v], 0.01);
        Assert.Equal(1, weights.Sum(), 12);
    }

    [Fact]
    public void Elements_share_the_density_by_their_atoms()
    {
        var crystal = PrimitiveCrystal.Of(Crystal.CaesiumChloride(Element.Parse("Cu"), Element.Parse("Al"), 2.98));
        var matrices = new DynamicalMatrices(ForceConstants.Of(crystal.Supercell(Mat3.Diagonal(4, 4, 4)), PotentialGrammar.Parse("emt")));
        var mesh = new WaveVectorMesh(crystal.Structure.Cell!, crystal.Group, 9, 9, 9);
        var modes = matrices.At(mesh.Points, ModeRequest.Vectors);
        var density = PhononDensity.ByTetrahedra(mesh, modes, crystal.Structure, PhononDensity.UsualFrequencies(modes, 2001));
        Assert.Equal(["Al", "Cu"], density.Parts.Select(p => p.Element.Symbol));
        foreach (var (_, states) in density.Parts)
            Assert.Equal(3, density.Integral * states.Sum() / density.States.Sum(), 0.01);
    }
}
