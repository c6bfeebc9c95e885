using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>Against ASE 3.22.1's calculator <c>EMT</c>, and a plain loop.</summary>
public sealed class EffectiveMediumTests
{
    static readonly Vec3[] Positions = [new(0.1, 0.2, 0), new(2.4, 0.1, -0.1), new(1.3, 2.2, 0.2), new(1.2, 0.9, 1.9), new(3.6, 2.3, 0.3), new(2.9, 1.4, 2.1)];

    static Structure Of(string elements, Mat3 cell, Periodicity periodic) => new([.. elements.Split(' ').Select(e => Element.Parse(e))], Positions, new Cell(cell), periodic);

    [Fact]
    public void A_film_of_metals_with_hydrogen_and_oxygen_is_as_in_ase()
    {
        var prediction = new EffectiveMedium().Evaluate(Of("Cu Al Pt H Ni O", new Mat3(5, 0, 0, 0.3, 4.6, 0, 0, 0, 12), new Periodicity(true, true, false)));
        Assert.Equal(4.69495862741341, prediction.Energy, 1e-10);
        Vec3[] forces =
        [
            new(-2.487882155522293, -1.5441730144583574, -0.5066794236634903), new(2.240190132649626, -1.8607158042521712, -0.5844902304254607),
            new(-1.7301228751119702, 4.372539417506001, -1.3989268027618402), new(-0.38719057483554964, -1.3784649658784824, 3.1134957743981886),
            new(2.0988529198851373, -0.151204696784275, 1.038250561204901), new(0.2661525529350615, 0.5620190638672973, -1.6616498787522986),
        ];
        for (var i = 0; i < forces.Length; i++)
            Assert.Equal(0, (forces[i] - prediction.Forces[i]).Length, 1e-9);
    }

    [Fact]
    public void A_crystal_is_as_in_ase_with_its_stress()
    {
        var structure = Of("Au Pd Ag C N Cu", new Mat3(5, 0, 0, 0.3, 4.6, 0.2, 0.1, 0, 5.3), Periodicity.All);
        var prediction = new EffectiveMedium().Evaluate(structure);
        Assert.Equal(3.8227045881848247, prediction.Energy, 1e-10);
        Assert.Equal(0, (new Vec3(-5.68673251370104, -2.3155571534988644, -0.1411830281507355) - prediction.Forces[0]).Length, 1e-9);
        var stress = prediction.StressIn(structure)!.Value;
        Assert.Equal(-0.0938387803877045, stress.XX, 1e-10);
        Assert.Equal(-0.010521513384595055, stress.YZ, 1e-10);
        Assert.Equal(0.01044629862414713, stress.ZZ, 1e-10);
    }

    [Fact]
    public void An_atom_alone_is_above_its_metal_by_the_cohesive_energy()
    {
        Assert.Equal(3.51, new EffectiveMedium().Evaluate(new Structure([Element.Parse("Cu")], [Vec3.Zero])).Energy, 1e-15);
        // Just within reach, where the density is next to nothing.
        var pair = new EffectiveMedium().Evaluate(new Structure([Element.Parse("Cu"), Element.Parse("Al")], [Vec3.Zero, new(0, 0, 5.8)]));
        Assert.Equal(6.789497801015804, pair.Energy, 1e-12);
        Assert.Equal(0.006917392996697723, pair.Forces[0].Z, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Alloys_are_as_in_a_plain_loop(int cells)
    {
        var structure = Samples.Alloy(cells);
        var prediction = new EffectiveMedium().Evaluate(structure);
        Assert.Equal(DoubleLoops.EffectiveMedium(structure), prediction.Energy, 1e-10);
        Assert.Equal(prediction.Energy, prediction.AtomEnergies.ToArray().Sum(), 1e-10);
    }
}
