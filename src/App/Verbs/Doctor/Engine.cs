using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.App;

/// <summary>A potential and a crystal that the doctor lets it run on.</summary>
/// <param name="Temperature">K, of the first velocities.</param>
sealed record Engine(string Name, IPotential Potential, Structure Structure, double Temperature)
{
    public static IReadOnlyList<Engine> All() => [LennardJonesArgon(), SiliconByThreeBodies(), SiliconByNetwork()];

    static Engine LennardJonesArgon() => new("Lennard-Jones argon, 8.5 Å",
        PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=7.5"), Crystal.Fcc(Element.Parse("Ar"), 5.4).Repeat(10, 10, 10), 60);

    static Engine SiliconByThreeBodies() => new("Stillinger–Weber silicon, 3.8 Å", PotentialGrammar.Parse("sw"), Silicon(8), 600);

    /// <summary>Weights at random: as much work as a trained network. Displaced atoms, because a perfect crystal has angles of exactly 180°, which real ones do not.</summary>
    static Engine SiliconByNetwork()
    {
        var silicon = Element.Parse("Si");
        const double cutoff = 6;
        var functions = new List<SymmetryFunction>();
        foreach (var eta in new[] { 0.01, 0.03, 0.06, 0.12, 0.25, 0.5, 1.0, 2.0 })
            functions.Add(new RadialFunction(silicon, eta, 0, cutoff));
        foreach (var eta in new[] { 0.005, 0.02, 0.05 })
        {
            foreach (var zeta in new[] { 1.0, 2.0, 4.0, 8.0 })
            {
                functions.Add(new AngularFunction(new ElementPair(silicon, silicon), true, eta, 0, 1, zeta, cutoff));
                functions.Add(new AngularFunction(new ElementPair(silicon, silicon), true, eta, 0, -1, zeta, cutoff));
            }
        }
        var set = new SymmetryFunctionSet(new CutoffFunction(CutoffShape.Cosine), new Dictionary<Element, IReadOnlyList<SymmetryFunction>> { [silicon] = functions });
        var network = ElementNetwork.Random(functions.Count, [24, 24], 1);
        var model = new BehlerModel(set, [FunctionScaling.Identity(functions.Count)], [network], [0.0], energyScale: 1e-3);
        return new Engine($"Behler–Parrinello silicon, {cutoff:0} Å, {functions.Count} functions", model, Displaced(Silicon(5)), 300);
    }

    static Structure Displaced(Structure crystal)
    {
        var random = new Random(1);
        double Next() => 0.2 * (random.NextDouble() - 0.5);
        return crystal.With(crystal.Cell, [.. crystal.Positions.Select(r => r + new Vec3(Next(), Next(), Next()))]);
    }

    static Structure Silicon(int cells) => Crystal.Diamond(Element.Parse("Si"), 5.431).Repeat(cells, cells, cells);
}
