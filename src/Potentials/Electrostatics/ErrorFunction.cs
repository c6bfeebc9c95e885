using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>The complementary error function of lanes, relative error below 1e-14 in double (for x up to 5) and 1e-5 in single.</summary>
/// <remarks>
/// erfc x = e^(−x²) p(t)/(1 + 2x) with t = (x − 3)/(x + 3): what is left after the two factors is so smooth that one polynomial through Chebyshev nodes serves all x ≥ 0
/// (the form is that of Shepherd and Laframboise, Math. Comp. 36, 249 (1981)).
/// </remarks>
static class ErrorFunction
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>erfc x for x ≥ 0, and the e^(−x²) that its derivative −2/√π e^(−x²) wants.</summary>
    [MethodImpl(Inline)]
    internal static W Complement<W, S>(W x, out W gauss)
        where W : struct, IWide<W, S>
        where S : unmanaged
    {
        gauss = W.Exp(-(x * x));
        W sum = x + 3, twice = W.FmaS(x, 2, W.One);
        // One division for two.
        var inverse = W.Inverse(sum * twice);
        var t = (x - 3) * (twice * inverse);
        return gauss * (sum * inverse) * (typeof(S) == typeof(float) ? Short(t) : Long(t));
    }

    [MethodImpl(Inline)]
    static W Short<W>(W t)
        where W : struct, IReal<W>
    {
        var s = t * t;
        W even = W.Const(-9.25376912641456e-05), odd = W.Const(8.007454974776248e-05);
        even = W.Fma(even, s, W.Const(0.001875060245867973));
        odd = W.Fma(odd, s, W.Const(-0.0007340820503933423));
        even = W.Fma(even, s, W.Const(-0.023763559702172088));
        odd = W.Fma(odd, s, W.Const(0.0025067786718598333));
        even = W.Fma(even, s, W.Const(-0.11927528136881009));
        odd = W.Fma(odd, s, W.Const(0.06831319671956372));
        even = W.Fma(even, s, W.Const(-0.047562156146354076));
        odd = W.Fma(odd, s, W.Const(0.1296447209153884));
        even = W.Fma(even, s, W.Const(1.2530080563514496));
        odd = W.Fma(odd, s, W.Const(-0.13562110005839803));
        return W.Fma(odd, t, even);
    }

    [MethodImpl(Inline)]
    static W Long<W>(W t)
        where W : struct, IReal<W>
    {
        var s = t * t;
        W even = W.Const(-3.3911975149641994e-09), odd = W.Const(-7.639805706660184e-09);
        even = W.Fma(even, s, W.Const(2.900096033455807e-08));
        even = W.Fma(even, s, W.Const(-1.232972365581405e-07));
        odd = W.Fma(odd, s, W.Const(8.764763429942915e-08));
        even = W.Fma(even, s, W.Const(3.4040811203344006e-07));
        odd = W.Fma(odd, s, W.Const(-5.963735757072212e-07));
        even = W.Fma(even, s, W.Const(-7.218910913909693e-07));
        odd = W.Fma(odd, s, W.Const(3.4542640815449015e-06));
        even = W.Fma(even, s, W.Const(4.945791788878783e-06));
        odd = W.Fma(odd, s, W.Const(-2.0089974601937562e-05));
        even = W.Fma(even, s, W.Const(-0.000105158888745708));
        odd = W.Fma(odd, s, W.Const(0.00012509529969692863));
        even = W.Fma(even, s, W.Const(0.0018886902217603342));
        odd = W.Fma(odd, s, W.Const(-0.000779831276440303));
        even = W.Fma(even, s, W.Const(-0.02377051490712486));
        odd = W.Fma(odd, s, W.Const(0.0025293916666211625));
        even = W.Fma(even, s, W.Const(-0.11927366341575335));
        odd = W.Fma(odd, s, W.Const(0.06830802735644051));
        even = W.Fma(even, s, W.Const(-0.04756229435344576));
        odd = W.Fma(odd, s, W.Const(0.129645158702281));
        even = W.Fma(even, s, W.Const(1.2530080582697296));
        odd = W.Fma(odd, s, W.Const(-0.13562110612457573));
        return W.Fma(odd, t, even);
    }
}
