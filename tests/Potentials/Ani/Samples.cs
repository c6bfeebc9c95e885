using Athanor.Atoms;
using Athanor.Potentials.Ani;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Ani;

/// <summary>Small models with random weights. Counts of functions are no multiples of anything, and the order of elements is not that of the periodic table.</summary>
static class Samples
{
    internal static readonly Element H = Element.Parse("H"), C = Element.Parse("C"), O = Element.Parse("O");

    internal static AevFunctions Functions(double zeta) => new(
        [H, O, C], 4.6, 3.2, Rounded(6.3), [.. new[] { 0.9, 1.6, 2.3, 3.0, 3.7 }.Select(Rounded)], Rounded(5.1), [.. new[] { 1.1, 1.9, 2.7 }.Select(Rounded)], Rounded(zeta), [.. new[] { 0.3, 1.1, 1.9, 2.6, 3.1 }.Select(Rounded)]);

    /// <summary>Numbers are floats, so that files hold them as they are.</summary>
    internal static AniModel Model(double zeta = 14.1, int members = 3, int seed = 5, Activation activation = Activation.Celu) => new(
        Functions(zeta),
        [.. Enumerable.Range(0, members).Select(m => (IReadOnlyList<ElementNetwork>)[.. Enumerable.Range(0, 3).Select(s => Network(Functions(zeta).Count, 9 + s, seed + 10 * m + s, activation))])],
        [-0.5, -75.25, -37.75],
        "synthetic");

    static ElementNetwork Network(int inputs, int hidden, int seed, Activation activation)
    {
        var network = ElementNetwork.Random(inputs, [hidden, 6], seed, activation);
        var random = new Random(seed);
        return network.With([.. network.Parameters.ToArray().Select(w => Rounded(w == 0 ? 0.4 * (random.NextDouble() - 0.5) : 1.5 * w))]);
    }

    static double Rounded(double x) => (float)x;

    /// <summary>Atoms of all three elements thrown into a box.</summary>
    internal static Structure Random(int atoms, int seed, bool periodic, double edge) => Behler.Samples.Random(atoms, seed, periodic, edge);
}
