using System.Globalization;
using Athanor.Potentials.Angular;

namespace Athanor.Potentials.Nep;

/// <summary>One term of a cubic invariant: coefficient times three accumulators, by their rows in <see cref="Harmonics"/>.</summary>
readonly record struct CubicTerm(double Coefficient, int First, int Second, int Third);

/// <summary>
/// The invariants of third order q_{l1 l2 l3} = Σ (l1 l2 l3; m1 m2 m3) A_{l1 m1} A_{l2 m2} A_{l3 m3} (3j symbols), written out in real accumulators a_lm + i b_lm of the
/// functions in <see cref="Harmonics"/>. Terms with an l beyond the model's are left out.
/// </summary>
static class Couplings
{
    // Each times 1/(4 π^(3/2)) and the root that stands beside it.
    static readonly (NepInvariants Invariant, double Root, string Terms)[] Written =
    [
        (NepInvariants.Q222, 14, """
            -5/112 a20 a20 a20  45/112 a20 a22 a22  45/112 a20 b22 b22  -45/56 a20 a21 a21  -45/56 a20 b21 b21  135/56 a22 b21 b21  -135/56 a22 a21 a21  -135/28 a21 b21 b22
            """),
        (NepInvariants.Q112, 6, """
            1/4 a10 a10 a20  -1/8 a20 a11 a11  -1/8 a20 b11 b11  3/8 a22 a11 a11  -3/8 a22 b11 b11  3/4 a11 b11 b22  3/2 a10 a11 a21  3/2 a10 b11 b21
            """),
        (NepInvariants.Q123, 1, """
            3/16 a11 a22 a31  3/16 a11 b22 b31  -3/16 b11 a22 b31  3/16 b11 b22 a31  -3/8 a20 a10 a30  -3/8 a20 a11 a31  -3/8 a20 b11 b31  3/4 a30 a11 a21  3/4 a30 b11 b21
            -15/16 a11 a22 a33  -15/16 a11 b22 b33  -15/16 b11 a22 b33  15/16 b11 b22 a33  -3/2 a10 a21 a31  -3/2 a10 b21 b31  -15/8 a10 a22 a32  -15/8 a10 b22 b32
            -15/4 a11 a21 a32  -15/4 a11 b21 b32  -15/4 b11 a21 b32  15/4 b11 b21 a32
            """),
        (NepInvariants.Q233, 21, """
            1/24 a20 a30 a30  3/64 a20 a31 a31  3/64 a20 b31 b31  3/32 a22 a31 a31  -3/32 a22 b31 b31  1/8 a30 a21 a31  1/8 a30 b21 b31  -25/192 a20 a33 a33  -25/192 a20 b33 b33
            -5/32 a22 a31 a33  -5/32 a22 b31 b33  -5/32 b22 a31 b33  5/32 b22 b31 a33  3/16 b22 a31 b31  -5/8 a30 a22 a32  -5/8 a30 b22 b32
            15/16 a21 a31 a32  15/16 a21 b31 b32  15/16 b21 a31 b32  -15/16 b21 b31 a32  25/16 a21 a32 a33  25/16 a21 b32 b33  25/16 b21 a32 b33  -25/16 b21 b32 a33
            """),
        (NepInvariants.Q134, 3, """
            -3/64 a40 a11 a31  -3/64 a40 b11 b31  1/16 a10 a30 a40  -5/64 a11 a33 a42  -5/64 a11 b33 b42  5/64 b11 a33 b42  -5/64 b11 b33 a42
            15/64 a11 a31 a42  15/64 a11 b31 b42  15/64 b11 a31 b42  -15/64 b11 b31 a42  5/16 a30 a11 a41  5/16 a30 b11 b41
            15/32 a10 a31 a41  15/32 a10 b31 b41  -15/32 a11 a32 a41  -15/32 a11 b32 b41  15/32 b11 a32 b41  -15/32 b11 b32 a41
            35/64 a11 a33 a44  35/64 a11 b33 b44  35/64 b11 a33 b44  -35/64 b11 b33 a44  15/16 a10 a32 a42  15/16 a10 b32 b42
            35/32 a10 a33 a43  35/32 a10 b33 b43  105/32 a11 a32 a43  105/32 a11 b32 b43  105/32 b11 a32 b43  -105/32 b11 b32 a43
            """),
    ];

    /// <summary>The terms of one invariant; none for q1111, which is a square.</summary>
    internal static CubicTerm[] Terms(NepInvariants invariant, Harmonics harmonics)
    {
        var terms = new List<CubicTerm>();
        foreach (var (known, root, text) in Written)
        {
            if (known != invariant)
                continue;
            var scale = Math.Sqrt(root) / (4 * Math.PI * Math.Sqrt(Math.PI));
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            for (var w = 0; w < words.Length; w += 4)
            {
                if (words.AsSpan(w + 1, 3).ToArray().Any(a => a[1] - '0' > harmonics.L))
                    continue;
                terms.Add(new CubicTerm(scale * Fraction(words[w]), Row(words[w + 1], harmonics), Row(words[w + 2], harmonics), Row(words[w + 3], harmonics)));
            }
        }
        return [.. terms];
    }

    static double Fraction(string text)
    {
        var parts = text.Split('/');
        return double.Parse(parts[0], CultureInfo.InvariantCulture) / double.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    static int Row(string name, Harmonics harmonics) => harmonics.Row(name[1] - '0', name[2] - '0') + (name[0] == 'b' ? 1 : 0);
}
