using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>Energies and forces of displaced crystals, as published codes computed them.</summary>
public sealed class PublishedForcesTests
{
    [Theory]
    [InlineData("reference/phonon/phonon-si-sw.json", "sw")]
    [InlineData("reference/phonon/phonon-ar-lj.json", "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,shift")]
    [InlineData("reference/phonon/phonon-cu-emt.json", "emt")]
    [InlineData("reference/phonon/phonon-al-emt.json", "emt")]
    public void Agree(string file, string expression)
    {
        Assert.SkipUnless(SharedData.Has(file), SharedData.Missing(file));
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(file)));
        var root = json.RootElement;
        var element = Element.Parse(root.GetProperty("element").GetString());
        var a = root.GetProperty("a0_A").GetDouble();
        var crystal = root.GetProperty("structure").GetString() == "diamond" ? Crystal.Diamond(element, a) : Crystal.Fcc(element, a);
        var potential = PotentialGrammar.Parse(expression);
        Assert.Equal(root.GetProperty("energy_per_atom_eV").GetDouble(), potential.Evaluate(crystal).Energy / crystal.Count, 1e-9);

        // The order of their atoms is not ours: forces are compared as a set. Theirs are the first twenty of the displaced supercell.
        var supercell = crystal.Repeat(4, 4, 4);
        var displacement = root.GetProperty("displacements")[0];
        supercell.Positions[displacement[0].GetInt32()] += Read(displacement[1]);
        var forces = potential.Evaluate(supercell).Forces.ToArray();
        foreach (var published in root.GetProperty("displaced_forces_first20")[0].EnumerateArray())
        {
            var force = Read(published);
            Assert.True(forces.Any(f => (f - force).Length < 1e-9), $"no atom has the force {force}");
        }
        Assert.Equal(0, (forces[0] - Read(root.GetProperty("displaced_forces_first20")[0][0])).Length, 1e-9);
    }

    static Vec3 Read(JsonElement v) => new(v[0].GetDouble(), v[1].GetDouble(), v[2].GetDouble());
}
