using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>One of the paths of Setyawan and Curtarolo, Comput. Mater. Sci. 49, 299 (2010): the primitive vectors (rows, Å) in whose reciprocal vectors its points are, and the points by their labels.</summary>
sealed record StandardPath(string Name, Mat3 Primitive, string Path, IReadOnlyDictionary<string, Vec3> Points);

/// <summary>Their tables, but for the oblique lattices (<see cref="MonoclinicPaths"/>, <see cref="TriclinicPaths"/>).</summary>
static class BandPathTable
{
    // Where two edges, or an angle and 90°, are the same to this fraction, they are the same.
    internal const double Alike = 1e-6;

    internal static StandardPath Of(ConventionalCell cell)
    {
        var (a, b, c) = (cell.Vectors.Row(0), cell.Vectors.Row(1), cell.Vectors.Row(2));
        double aa = a.LengthSquared, bb = b.LengthSquared, cc = c.LengthSquared;
        var plain = Mat3.FromRows(a, b, c);
        var body = 0.5 * Mat3.FromRows(b + c - a, a + c - b, a + b - c);
        var face = 0.5 * Mat3.FromRows(b + c, a + c, a + b);
        return cell.Lattice switch
        {
            "cP" => Made("CUB", plain, "Γ-X-M-Γ-R-X|M-R", ("M", 0.5, 0.5, 0), ("R", 0.5, 0.5, 0.5), ("X", 0, 0.5, 0)),
            "cF" => Made("FCC", face, "Γ-X-W-K-Γ-L-U-W-L-K|U-X",
                ("K", 0.375, 0.375, 0.75), ("L", 0.5, 0.5, 0.5), ("U", 0.625, 0.25, 0.625), ("W", 0.5, 0.25, 0.75), ("X", 0.5, 0, 0.5)),
            "cI" => Made("BCC", body, "Γ-H-N-Γ-P-H|P-N", ("H", 0.5, -0.5, 0.5), ("P", 0.25, 0.25, 0.25), ("N", 0, 0, 0.5)),
            "tP" => Made("TET", plain, "Γ-X-M-Γ-Z-R-A-Z|X-R|M-A", ("A", 0.5, 0.5, 0.5), ("M", 0.5, 0.5, 0), ("R", 0, 0.5, 0.5), ("X", 0, 0.5, 0), ("Z", 0, 0, 0.5)),
            "tI" => cc < aa ? FlatTetragonal(body, cc / aa) : TallTetragonal(body, aa / cc),
            "oP" => Made("ORC", plain, "Γ-X-S-Y-Γ-Z-U-R-T-Z|Y-T|U-X|S-R",
                ("R", 0.5, 0.5, 0.5), ("S", 0.5, 0.5, 0), ("T", 0, 0.5, 0.5), ("U", 0.5, 0, 0.5), ("X", 0.5, 0, 0), ("Y", 0, 0.5, 0), ("Z", 0, 0, 0.5)),
            "oF" => FaceCentred(face, aa, bb, cc),
            "oI" => BodyCentred(body, aa, bb, cc),
            "oC" => BaseCentred(Mat3.FromRows(0.5 * (a - b), 0.5 * (a + b), c), aa / bb),
            "hP" => Made("HEX", plain, "Γ-M-K-Γ-A-L-H-A|L-M|K-H",
                ("A", 0, 0, 0.5), ("H", 1 / 3.0, 1 / 3.0, 0.5), ("K", 1 / 3.0, 1 / 3.0, 0), ("L", 0.5, 0, 0.5), ("M", 0.5, 0, 0)),
            "hR" => Rhombohedral(a, b, c),
            "mP" => MonoclinicPaths.Primitive(a, b, c),
            "mC" => MonoclinicPaths.Centred(a, b, c),
            _ => TriclinicPaths.Of(plain),
        };
    }

    static StandardPath FlatTetragonal(Mat3 body, double ratio)
    {
        var eta = (1 + ratio) / 4;
        return Made("BCT1", body, "Γ-X-M-Γ-Z-P-N-Z1-M|X-P",
            ("M", -0.5, 0.5, 0.5), ("N", 0, 0.5, 0), ("P", 0.25, 0.25, 0.25), ("X", 0, 0, 0.5), ("Z", eta, eta, -eta), ("Z1", -eta, 1 - eta, eta));
    }

    static StandardPath TallTetragonal(Mat3 body, double ratio)
    {
        var (eta, zeta) = ((1 + ratio) / 4, ratio / 2);
        return Made("BCT2", body, "Γ-X-Y-Σ-Γ-Z-Σ1-N-P-Y1-Z|X-P",
            ("N", 0, 0.5, 0), ("P", 0.25, 0.25, 0.25), ("Σ", -eta, eta, eta), ("Σ1", eta, 1 - eta, -eta), ("X", 0, 0, 0.5), ("Y", -zeta, zeta, 0.5), ("Y1", 0.5, 0.5, -zeta), ("Z", 0.5, 0.5, -0.5));
    }

    static StandardPath FaceCentred(Mat3 face, double aa, double bb, double cc)
    {
        var excess = 1 - aa / bb - aa / cc;
        if (excess < -Alike)
        {
            double eta = (1 + aa / bb - aa / cc) / 4, phi = (1 + cc / bb - cc / aa) / 4, delta = (1 + bb / aa - bb / cc) / 4;
            return Made("ORCF2", face, "Γ-Y-C-D-X-Γ-Z-D1-H-C|C1-Z|X-H1|H-Y|L-Γ",
                ("C", 0.5, 0.5 - eta, 1 - eta), ("C1", 0.5, 0.5 + eta, eta), ("D", 0.5 - delta, 0.5, 1 - delta), ("D1", 0.5 + delta, 0.5, delta), ("L", 0.5, 0.5, 0.5),
                ("H", 1 - phi, 0.5 - phi, 0.5), ("H1", phi, 0.5 + phi, 0.5), ("X", 0, 0.5, 0.5), ("Y", 0.5, 0, 0.5), ("Z", 0.5, 0.5, 0));
        }
        double z = (1 + aa / bb - aa / cc) / 4, e = (1 + aa / bb + aa / cc) / 4;
        var one = excess > Alike;
        return Made(one ? "ORCF1" : "ORCF3", face, one ? "Γ-Y-T-Z-Γ-X-A1-Y|T-X1|X-A-Z|L-Γ" : "Γ-Y-T-Z-Γ-X-A1-Y|X-A-Z|L-Γ",
            ("A", 0.5, 0.5 + z, z), ("A1", 0.5, 0.5 - z, 1 - z), ("L", 0.5, 0.5, 0.5), ("T", 1, 0.5, 0.5), ("X", 0, e, e), ("X1", 1, 1 - e, 1 - e), ("Y", 0.5, 0, 0.5), ("Z", 0.5, 0.5, 0));
    }

    static StandardPath BodyCentred(Mat3 body, double aa, double bb, double cc)
    {
        double zeta = (1 + aa / cc) / 4, eta = (1 + bb / cc) / 4, delta = (bb - aa) / (4 * cc), mu = (aa + bb) / (4 * cc);
        return Made("ORCI", body, "Γ-X-L-T-W-R-X1-Z-Γ-Y-S-W|L1-Y|Y1-Z",
            ("L", -mu, mu, 0.5 - delta), ("L1", mu, -mu, 0.5 + delta), ("L2", 0.5 - delta, 0.5 + delta, -mu), ("R", 0, 0.5, 0), ("S", 0.5, 0, 0), ("T", 0, 0, 0.5), ("W", 0.25, 0.25, 0.25),
            ("X", -zeta, zeta, zeta), ("X1", zeta, 1 - zeta, -zeta), ("Y", eta, -eta, eta), ("Y1", 1 - eta, eta, -eta), ("Z", 0.5, 0.5, -0.5));
    }

    static StandardPath BaseCentred(Mat3 primitive, double ratio)
    {
        var zeta = (1 + ratio) / 4;
        return Made("ORCC", primitive, "Γ-X-S-R-A-Z-Γ-Y-X1-A1-T-Y|Z-T",
            ("A", zeta, zeta, 0.5), ("A1", -zeta, 1 - zeta, 0.5), ("R", 0, 0.5, 0.5), ("S", 0, 0.5, 0), ("T", -0.5, 0.5, 0.5), ("X", zeta, zeta, 0), ("X1", -zeta, 1 - zeta, 0), ("Y", -0.5, 0.5, 0), ("Z", 0, 0, 0.5));
    }

    /// <param name="a">Hexagonal axes, obverse; the rhombohedral vectors are a third of the way up.</param>
    static StandardPath Rhombohedral(Vec3 a, Vec3 b, Vec3 c)
    {
        var primitive = 1 / 3.0 * Mat3.FromRows(2 * a + b + c, b - a + c, c - a - 2 * b);
        var first = primitive.Row(0);
        var cosine = Vec3.Dot(first, primitive.Row(1)) / first.LengthSquared;
        if (cosine > 0)
        {
            var eta = (1 + 4 * cosine) / (2 + 4 * cosine);
            var nu = 0.75 - eta / 2;
            return Made("RHL1", primitive, "Γ-L-B1|B-Z-Γ-X|Q-F-P1-Z|L-P",
                ("B", eta, 0.5, 1 - eta), ("B1", 0.5, 1 - eta, eta - 1), ("F", 0.5, 0.5, 0), ("L", 0.5, 0, 0), ("L1", 0, 0, -0.5), ("P", eta, nu, nu), ("P1", 1 - nu, 1 - nu, 1 - eta),
                ("P2", nu, nu, eta - 1), ("Q", 1 - nu, nu, 0), ("X", nu, 0, -nu), ("Z", 0.5, 0.5, 0.5));
        }
        // 2 tan²(α/2) = 2 (1 − cos α)/(1 + cos α).
        var e = (1 + cosine) / (2 * (1 - cosine));
        var n = 0.75 - e / 2;
        return Made("RHL2", primitive, "Γ-P-Z-Q-Γ-F-P1-Q1-L-Z",
            ("F", 0.5, -0.5, 0), ("L", 0.5, 0, 0), ("P", 1 - n, -n, 1 - n), ("P1", n, n - 1, n - 1), ("Q", e, e, e), ("Q1", 1 - e, -e, -e), ("Z", 0.5, -0.5, 0.5));
    }

    internal static StandardPath Made(string name, Mat3 primitive, string path, params (string Label, double X, double Y, double Z)[] points)
    {
        var all = points.ToDictionary(p => p.Label, p => new Vec3(p.X, p.Y, p.Z));
        all["Γ"] = Vec3.Zero;
        return new StandardPath(name, primitive, path, all);
    }
}
