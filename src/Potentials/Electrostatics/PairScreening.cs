using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>What two unit charges do to one another in space: φ(r) = (u + v erfc(αr))/r + A r + B, in units of the Coulomb constant, 1/Å.</summary>
/// <param name="Bare">u.</param>
/// <param name="Screened">v.</param>
/// <param name="Linear">A, 1/Å².</param>
/// <param name="Offset">B, 1/Å.</param>
/// <param name="Alpha">α, 1/Å.</param>
/// <param name="Cutoff">Å; φ is zero from there on.</param>
readonly record struct PairScreening(double Bare, double Screened, double Linear, double Offset, double Alpha, double Cutoff)
{
    /// <summary>The part of Ewald's division that is summed over pairs.</summary>
    internal static PairScreening ShortPart(double alpha, double cutoff) => new(0, 1, 0, 0, alpha, cutoff);

    /// <summary>1/r.</summary>
    internal static PairScreening Coulomb => new(1, 0, 0, 0, 0, double.PositiveInfinity);

    /// <summary>The part that is summed over wave vectors: erf(αr)/r.</summary>
    internal static PairScreening LongPart(double alpha) => new(1, -1, 0, 0, alpha, double.PositiveInfinity);

    /// <summary>φ and (dφ/dr)/r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Evaluate<W, S>(W bare, W screened, W linear, W offset, W alpha, W squared, out W value, out W slope)
        where W : struct, IWide<W, S>
        where S : unmanaged
    {
        var r = W.Sqrt(squared);
        var inverse = W.Inverse(r);
        var perLength = W.Fma(screened, ErrorFunction.Complement<W, S>(alpha * r, out var gauss), bare) * inverse;
        value = perLength + W.Fma(linear, r, offset);
        slope = (linear - W.Fma(screened * alpha * TwoOverRootPi, gauss, perLength) * inverse) * inverse;
    }

    const double TwoOverRootPi = 1.1283791670955126;
}
