using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// arccos c for −1 ≤ c ≤ 1, the same bits at every width: by arcsin s = s P(s²) for s² up to 1/4, a polynomial through Chebyshev nodes (relative error 1e-17), and near ±1 by
/// arccos c = 2 arcsin √((1 − c)/2), which loses nothing there.
/// </summary>
static class ArcCosine
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Of<T>(T c)
        where T : struct, IReal<T>
    {
        var a = T.Abs(c);
        var near = T.Less(T.Const(0.5), a);
        var z = T.Select(near, T.FmaS(a, -0.5, T.Const(0.5)), a * a);
        var s = T.Select(near, T.Sqrt(z), a);
        var p = T.FmaS(z, 0.031879621400812839426, T.Const(-0.016187392271599133212));
        p = T.Fma(p, z, T.Const(0.019513468251252168004));
        p = T.Fma(p, z, T.Const(0.0065293020047365692817));
        p = T.Fma(p, z, T.Const(0.01217013859239172629));
        p = T.Fma(p, z, T.Const(0.013884842826402080755));
        p = T.Fma(p, z, T.Const(0.017359779641349980067));
        p = T.Fma(p, z, T.Const(0.022371749733164054133));
        p = T.Fma(p, z, T.Const(0.030381959697685138233));
        p = T.Fma(p, z, T.Const(0.044642856805998938418));
        p = T.Fma(p, z, T.Const(0.075000000003852016734));
        p = T.Fma(p, z, T.Const(0.1666666666666494118));
        p = T.Fma(p * z, s, s);
        var acute = T.Select(near, p + p, Math.PI / 2 - p);
        return T.Select(T.Less(c, T.Zero), Math.PI - acute, acute);
    }
}
