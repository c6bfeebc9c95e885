using Athanor.Potentials;
using Athanor.Potentials.Nep;

namespace Athanor.Learning;

/// <summary>Sizes of a neuroevolution potential that suit elements and data: the largest that least squares can afford and the data can tell.</summary>
/// <param name="Channels">Radial channels, and as many angular ones.</param>
/// <param name="Functions">Radial functions that a channel combines, of a Chebyshev basis that is a little larger.</param>
/// <param name="Neurons">Of the hidden layer, where nobody says.</param>
readonly record struct NepSize(int Channels, int Functions, NepInvariants Invariants, int Neurons)
{
    /// <summary>Parameters at most, where smaller sizes would do: a sweep costs their number squared for every label.</summary>
    const int MostParameters = 4500;

    /// <summary>Parameters at most: two matrices of their number squared in double.</summary>
    const int MostOfAll = 9000;

    /// <summary>Labels that a parameter is to have, or a smaller size is taken.</summary>
    const int LabelsAParameter = 3;

    /// <summary>Largest l of squares.</summary>
    internal const int LMax = 4;

    const NepInvariants Cubes = NepInvariants.Q222 | NepInvariants.Q112 | NepInvariants.Q123 | NepInvariants.Q233 | NepInvariants.Q134;

    /// <summary>Largest first. That of the first descriptor, 100, is within what NEP_CPU and GPUMD have room for (103, of them 90 angular).</summary>
    static readonly NepSize[] Ladder =
    [
        new(10, 10, Cubes, 20),
        new(8, 8, NepInvariants.Q222 | NepInvariants.Q112 | NepInvariants.Q123, 16),
        new(6, 7, NepInvariants.Q222, 12),
        new(4, 6, NepInvariants.None, 10),
    ];

    /// <summary>Chebyshev functions: neighbours lie where most of these look alike, so that some more are needed than combinations are of use.</summary>
    internal int Basis => Functions + 2;

    /// <param name="labels">Numbers that the data tell.</param>
    /// <param name="neurons">As the user says; null for the size's own.</param>
    /// <exception cref="PotentialException">There are too many elements.</exception>
    internal static NepSize For(int elements, long labels, int? neurons)
    {
        foreach (var size in Ladder)
        {
            var own = size with { Neurons = neurons ?? size.Neurons };
            if (own.Parameters(elements) <= Math.Min(neurons is null ? MostParameters : MostOfAll, labels / LabelsAParameter))
                return own;
        }
        var last = Ladder[^1] with { Neurons = neurons ?? Ladder[^1].Neurons };
        return HasRoomFor(elements, neurons)
            ? last
            : throw new PotentialException(FormattableString.Invariant(
                $"The preset 'fast' has {last.Parameters(elements)} parameters for {elements} elements{(neurons is null ? "" : $" and {neurons} neurons")}, more than the {MostOfAll} that its least squares have room for. Train on fewer elements, or by another preset (--preset behler)."));
    }

    /// <summary>Whether least squares have room for the smallest size.</summary>
    internal static bool HasRoomFor(int elements, int? neurons) => (Ladder[^1] with { Neurons = neurons ?? Ladder[^1].Neurons }).Parameters(elements) <= MostOfAll;

    long Parameters(int elements)
    {
        long inputs = Channels * (1 + LMax + int.PopCount((int)Invariants));
        return elements * (Neurons * (inputs + 2) + 1) + 2L * elements * elements * Channels * Functions;
    }
}
