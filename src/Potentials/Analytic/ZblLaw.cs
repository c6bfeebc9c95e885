using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// The screened repulsion of two nuclei (Ziegler, Biersack, Littmark, "The Stopping and Range of Ions in Matter", 1985):
/// E = Z₁Z₂e²/4πε₀r · φ(r/a), a = 0.46850 Å / (Z₁^0.23 + Z₂^0.23), φ the universal sum of four exponentials.
/// </summary>
readonly record struct ZblLaw(Element First, Element Second) : IPairLaw<ZblLaw>
{
    public static int CoefficientCount => 2;

    public static bool IsRare => true;

    public void Prepare(Span<double> coefficients)
    {
        double a = First.AtomicNumber, b = Second.AtomicNumber;
        coefficients[0] = a * b * Units.Coulomb;
        coefficients[1] = (Math.Pow(a, 0.23) + Math.Pow(b, 0.23)) / 0.46850;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(ref T c, T squared, out T energy, out T slope)
        where T : struct, IReal<T>
    {
        var perLength = Unsafe.Add(ref c, 1);
        var r = T.Sqrt(squared);
        var inverse = T.Inverse(r);
        var x = -(r * perLength);
        var screening = T.Zero;
        var descent = T.Zero;
        AddTerm(x, 0.18175, 3.19980, ref screening, ref descent);
        AddTerm(x, 0.50986, 0.94229, ref screening, ref descent);
        AddTerm(x, 0.28022, 0.40290, ref screening, ref descent);
        AddTerm(x, 0.02817, 0.20162, ref screening, ref descent);
        var bare = c * inverse;
        energy = bare * screening;
        // dE/d(r²) = (dE/dr) / 2r
        slope = T.Fma(descent, perLength, screening * inverse) * bare * inverse * -0.5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddTerm<T>(T x, double weight, double rate, ref T screening, ref T descent)
        where T : struct, IReal<T>
    {
        var e = T.Exp(x * rate);
        screening = T.FmaS(e, weight, screening);
        descent = T.FmaS(e, weight * rate, descent);
    }
}
