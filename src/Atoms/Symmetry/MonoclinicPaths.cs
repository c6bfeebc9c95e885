using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Paths of monoclinic lattices after Setyawan and Curtarolo, whose axis is a; ours is b.</summary>
static class MonoclinicPaths
{
    /// <param name="b">The axis; theirs is a, with the other two b ≤ c at an acute angle.</param>
    internal static StandardPath Primitive(Vec3 a, Vec3 b, Vec3 c)
    {
        var (second, third) = a.Length <= c.Length ? (a, -c) : (c, -a);
        if (Vec3.Dot(second, third) < 0)
            third = -third;
        double lb = second.Length, lc = third.Length, cosine = Vec3.Dot(second, third) / (lb * lc);
        var eta = (1 - lb * cosine / lc) / (2 * (1 - cosine * cosine));
        var nu = 0.5 - eta * lc * cosine / lb;
        return BandPathTable.Made("MCL", Mat3.FromRows(b, second, third), "Γ-Y-H-C-E-M1-A-X-H1|M-D-Z|Y-D",
            ("A", 0.5, 0.5, 0), ("C", 0, 0.5, 0.5), ("D", 0.5, 0, 0.5), ("D1", 0.5, 0, -0.5), ("E", 0.5, 0.5, 0.5), ("H", 0, eta, 1 - nu), ("H1", 0, 1 - eta, nu), ("H2", 0, eta, -nu),
            ("M", 0.5, eta, 1 - nu), ("M1", 0.5, 1 - eta, nu), ("M2", 0.5, eta, -nu), ("X", 0, 0.5, 0), ("Y", 0, 0, 0.5), ("Y1", 0, 0, -0.5), ("Z", 0.5, 0, 0));
    }

    /// <param name="a">In the face that is centred, with the axis b.</param>
    internal static StandardPath Centred(Vec3 a, Vec3 b, Vec3 c)
    {
        // The shortest vectors that leave the centred face centred: c by whole a, a by even c.
        for (var pass = 0; pass < 20; pass++)
        {
            c -= Math.Round(Vec3.Dot(a, c) / a.LengthSquared) * a;
            var shorter = a - 2 * Math.Round(Vec3.Dot(a, c) / (2 * c.LengthSquared)) * c;
            if (!(shorter.LengthSquared < a.LengthSquared * (1 - 1e-9)))
                break;
            a = shorter;
        }
        var third = Vec3.Dot(a, c) < 0 ? -c : c;
        var primitive = Mat3.FromRows(0.5 * (b + a), 0.5 * (a - b), third);
        double la = b.Length, lb = a.Length, lc = c.Length, cosine = Vec3.Dot(a, third) / (lb * lc), square = 1 - cosine * cosine;
        var reciprocal = primitive.Inverse().Transposed;
        var gamma = Vec3.Dot(reciprocal.Row(0), reciprocal.Row(1)) / (reciprocal.Row(0).Length * reciprocal.Row(1).Length);
        if (gamma < BandPathTable.Alike)
            return Obtuse(primitive, gamma > -BandPathTable.Alike, la, lb, lc, cosine, square);
        var side = lb * cosine / lc + lb * lb * square / (la * la) - 1;
        return side < BandPathTable.Alike ? Acute(primitive, side > -BandPathTable.Alike, la, lb, lc, cosine, square) : Long(primitive, la, lb, lc, cosine, square);
    }

    static StandardPath Obtuse(Mat3 primitive, bool right, double a, double b, double c, double cosine, double square)
    {
        var zeta = (2 - b * cosine / c) / (4 * square);
        var eta = 0.5 + 2 * zeta * c * cosine / b;
        var psi = 0.75 - a * a / (4 * b * b * square);
        var phi = psi + (0.75 - psi) * b * cosine / c;
        return BandPathTable.Made(right ? "MCLC2" : "MCLC1", primitive, right ? "Γ-Y-F-L-I|I1-Z-F1|N-Γ-M" : "Γ-Y-F-L-I|I1-Z-F1|Y-X1|X-Γ-N|M-Γ",
            ("N", 0.5, 0, 0), ("N1", 0, -0.5, 0), ("F", 1 - zeta, 1 - zeta, 1 - eta), ("F1", zeta, zeta, eta), ("F2", -zeta, -zeta, 1 - eta), ("F3", 1 - zeta, -zeta, 1 - eta), ("I", phi, 1 - phi, 0.5),
            ("I1", 1 - phi, phi - 1, 0.5), ("L", 0.5, 0.5, 0.5), ("M", 0.5, 0, 0.5), ("X", 1 - psi, psi - 1, 0), ("X1", psi, 1 - psi, 0), ("X2", psi - 1, -psi, 0), ("Y", 0.5, 0.5, 0), ("Y1", -0.5, -0.5, 0), ("Z", 0, 0, 0.5));
    }

    static StandardPath Acute(Mat3 primitive, bool limit, double a, double b, double c, double cosine, double square)
    {
        var (mu, delta) = ((1 + b * b / (a * a)) / 4, b * c * cosine / (2 * a * a));
        var zeta = mu - 0.25 + (1 - b * cosine / c) / (4 * square);
        var eta = 0.5 + 2 * zeta * c * cosine / b;
        var (phi, psi) = (1 + zeta - 2 * mu, eta - 2 * delta);
        return BandPathTable.Made(limit ? "MCLC4" : "MCLC3", primitive, limit ? "Γ-Y-F-H-Z-I|H1-Y1-X-Γ-N|M-Γ" : "Γ-Y-F-H-Z-I-F1|H1-Y1-X-Γ-N|M-Γ",
            ("F", 1 - phi, 1 - phi, 1 - psi), ("F1", phi, phi - 1, psi), ("F2", 1 - phi, -phi, 1 - psi), ("H", zeta, zeta, eta), ("H1", 1 - zeta, -zeta, 1 - eta), ("H2", -zeta, -zeta, 1 - eta), ("I", 0.5, -0.5, 0.5),
            ("M", 0.5, 0, 0.5), ("N", 0.5, 0, 0), ("N1", 0, -0.5, 0), ("X", 0.5, -0.5, 0), ("Y", mu, mu, delta), ("Y1", 1 - mu, -mu, -delta), ("Y2", -mu, -mu, -delta), ("Y3", mu, mu - 1, delta), ("Z", 0, 0, 0.5));
    }

    static StandardPath Long(Mat3 primitive, double a, double b, double c, double cosine, double square)
    {
        var zeta = (b * b / (a * a) + (1 - b * cosine / c) / square) / 4;
        var eta = 0.5 + 2 * zeta * c * cosine / b;
        var mu = eta / 2 + b * b / (4 * a * a) - b * c * cosine / (2 * a * a);
        var nu = 2 * mu - zeta;
        var omega = (4 * nu - 1 - b * b * square / (a * a)) * c / (2 * b * cosine);
        var (delta, rho) = (zeta * c * cosine / b + omega / 2 - 0.25, 1 - zeta * a * a / (b * b));
        return BandPathTable.Made("MCLC5", primitive, "Γ-Y-F-L-I|I1-Z-H-F1|H1-Y1-X-Γ-N|M-Γ",
            ("F", nu, nu, omega), ("F1", 1 - nu, 1 - nu, 1 - omega), ("F2", nu, nu - 1, omega), ("H", zeta, zeta, eta), ("H1", 1 - zeta, -zeta, 1 - eta), ("H2", -zeta, -zeta, 1 - eta), ("I", rho, 1 - rho, 0.5),
            ("I1", 1 - rho, rho - 1, 0.5), ("L", 0.5, 0.5, 0.5), ("M", 0.5, 0, 0.5), ("N", 0.5, 0, 0), ("N1", 0, -0.5, 0), ("X", 0.5, -0.5, 0), ("Y", mu, mu, delta), ("Y1", 1 - mu, -mu, -delta), ("Y2", -mu, -mu, -delta),
            ("Y3", mu, mu - 1, delta), ("Z", 0, 0, 0.5));
    }
}
