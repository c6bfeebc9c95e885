using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Bench.Stepping;

/// <summary>What is stepped: a crystal with thermal velocities, its potential, and the time step.</summary>
/// <param name="Step">fs.</param>
/// <param name="Skin">Å.</param>
sealed record BenchSystem(string Name, Structure Structure, IPotential Potential, double Step, double Skin)
{
    /// <summary>The Lennard-Jones melt that LAMMPS ships as its benchmark: ρ = 0.8442 σ⁻³, T = 1.44 ε/k at the start, cutoff 2.5 σ, skin 0.3 σ, 0.005 τ.</summary>
    internal static BenchSystem LennardJonesMelt(int atoms)
    {
        const double epsilon = 0.0104, sigma = 3.4;
        var argon = Element.Parse("Ar");
        var cells = Cells(atoms, 4);
        var structure = Crystal.Fcc(argon, sigma * Math.Cbrt(4 / 0.8442)).Repeat(cells, cells, cells);
        Heat(structure, 1.44 * epsilon / Units.Boltzmann);
        var tau = sigma * Math.Sqrt(argon.Mass / epsilon / Units.AccelerationPerForce);
        return new("Lennard-Jones melt", structure, PotentialGrammar.Parse($"lj:epsilon={epsilon},sigma={sigma},cutoff={2.5 * sigma}"), 0.005 * tau, 0.3 * sigma);
    }

    /// <summary>The same melt of two elements, half and half, that differ by a little: what a table of pairs costs.</summary>
    internal static BenchSystem LennardJonesMixture(int atoms)
    {
        var melt = LennardJonesMelt(atoms);
        var random = new Random(2);
        var elements = new Element[melt.Structure.Count];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = Element.Parse(random.Next(2) == 0 ? "Ar" : "Kr");
        var mixture = new Structure(elements, melt.Structure.Positions, melt.Structure.Cell, melt.Structure.Periodic) { Velocities = melt.Structure.Velocities };
        return melt with
        {
            Name = "Lennard-Jones mixture",
            Structure = mixture,
            Potential = PotentialGrammar.Parse("lj:Ar.epsilon=0.0104,Ar.sigma=3.4,Kr.epsilon=0.011,Kr.sigma=3.45,cutoff=8.5"),
        };
    }

    /// <summary>Diamond silicon at 1000 K, 1 fs.</summary>
    internal static BenchSystem StillingerWeberSilicon(int atoms) => Silicon("sw", atoms) with { Name = "Stillinger–Weber silicon" };

    /// <summary>The same with any potential that covers silicon.</summary>
    internal static BenchSystem Silicon(string potential, int atoms)
    {
        var cells = Cells(atoms, 8);
        var structure = Crystal.Diamond(Element.Parse("Si"), 5.431).Repeat(cells, cells, cells);
        Heat(structure, 1000);
        return new($"silicon by {potential}", structure, PotentialGrammar.Parse(potential), 1, 1.0);
    }

    /// <summary>Copper at 1000 K, 1 fs, with any potential that covers it.</summary>
    internal static BenchSystem Copper(string potential, int atoms)
    {
        var cells = Cells(atoms, 4);
        var structure = Crystal.Fcc(Element.Parse("Cu"), 3.615).Repeat(cells, cells, cells);
        Heat(structure, 1000);
        return new($"copper by {potential}", structure, PotentialGrammar.Parse(potential), 1, 1.0);
    }

    static int Cells(int atoms, int perCell) => Math.Max(1, (int)Math.Round(Math.Cbrt(atoms / (double)perCell)));

    static void Heat(Structure structure, double temperature)
    {
        var random = new Random(1);
        var velocities = new Vec3[structure.Count];
        var mean = Vec3.Zero;
        for (var i = 0; i < velocities.Length; i++)
        {
            velocities[i] = new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            mean += velocities[i] / velocities.Length;
        }
        double twice = 0;
        for (var i = 0; i < velocities.Length; i++)
        {
            velocities[i] -= mean;
            twice += structure.MassOf(i) * velocities[i].LengthSquared / Units.AccelerationPerForce;
        }
        var scale = Math.Sqrt(3 * (velocities.Length - 1) * Units.Boltzmann * temperature / twice);
        for (var i = 0; i < velocities.Length; i++)
            velocities[i] *= scale;
        structure.Velocities = velocities;
    }
}
