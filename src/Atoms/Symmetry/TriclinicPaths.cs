using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Paths of triclinic lattices after Setyawan and Curtarolo: by whether the angles between the shortest reciprocal vectors can be made all obtuse or all acute.</summary>
static class TriclinicPaths
{
    /// <param name="vectors">Any primitive vectors, rows.</param>
    internal static StandardPath Of(Mat3 vectors)
    {
        var reduced = new Cell(vectors.Inverse().Transposed).Reduced(Periodicity.All).Vectors;
        Vec3[] k = [reduced.Row(0), reduced.Row(1), reduced.Row(2)];
        // The pair nearest to a right angle becomes the first two.
        var last = Enumerable.Range(0, 3).MinBy(d => Math.Abs(Cosine(k[(d + 1) % 3], k[(d + 2) % 3])));
        k = [k[(last + 1) % 3], k[(last + 2) % 3], k[last]];
        if (k[0].LengthSquared < k[1].LengthSquared)
            (k[0], k[1]) = (k[1], k[0]);
        // Turning a vector round changes two of the three signs, never their product.
        var acute = Vec3.Dot(k[0], k[1]) * Vec3.Dot(k[1], k[2]) * Vec3.Dot(k[0], k[2]) > 0;
        var right = Math.Abs(Cosine(k[0], k[1])) < BandPathTable.Alike;
        var sign = acute ? 1 : -1;
        if (sign * Vec3.Dot(k[0], k[2]) < 0)
            k[0] = -k[0];
        if (sign * Vec3.Dot(k[1], k[2]) < 0)
            k[1] = -k[1];
        var primitive = Mat3.FromRows(k[0], k[1], k[2]).Inverse().Transposed;
        const string path = "X-Γ-Y|L-Γ-Z|N-Γ-M|R-Γ";
        return acute
            ? BandPathTable.Made(right ? "TRI2b" : "TRI1b", primitive, path,
                ("L", 0.5, -0.5, 0), ("M", 0, 0, 0.5), ("N", -0.5, -0.5, 0.5), ("R", 0, -0.5, 0.5), ("X", 0, -0.5, 0), ("Y", 0.5, 0, 0), ("Z", -0.5, 0, 0.5))
            : BandPathTable.Made(right ? "TRI2a" : "TRI1a", primitive, path,
                ("L", 0.5, 0.5, 0), ("M", 0, 0.5, 0.5), ("N", 0.5, 0, 0.5), ("R", 0.5, 0.5, 0.5), ("X", 0.5, 0, 0), ("Y", 0, 0.5, 0), ("Z", 0, 0, 0.5));
    }

    static double Cosine(Vec3 a, Vec3 b) => Vec3.Dot(a, b) / (a.Length * b.Length);
}
