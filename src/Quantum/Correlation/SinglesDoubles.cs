using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The closed-shell equations of coupled clusters with single and double excitations, for canonical orbitals (Hirata, Podeszwa, Tobita, Bartlett, J. Chem. Phys. 120, 2581 (2004); Scuseria, Janssen, Schaefer, J. Chem. Phys. 89, 7382 (1988)).
/// Occupied orbitals are i, j, k, l, virtual ones a, b, c, d; integrals are (pq|rs), amplitudes t[i, a] and t[i, j, a, b].
/// </summary>
internal sealed class SinglesDoubles(OrbitalIntegrals integrals, Team team) : IAmplitudeEquations
{
    readonly int _o = integrals.Occupied, _v = integrals.Virtual;

    // 2 (kc|ld) − (kd|lc), and the same for three virtual or three occupied orbitals.
    readonly Tensor _ovov = Twice(integrals.Ovov, "kdlc->kcld"), _ovvv = Twice(integrals.Ovvv, "kcad->kdac"), _ovoo = Twice(integrals.Ovoo, "kcli->lcki");

    /// <summary>Bytes of amplitudes, intermediates, and DIIS over eight steps.</summary>
    public static double Bytes(double o, double v) => sizeof(double) * (50 * o * o * v * v + 4 * o * v * v * v);

    static Tensor Twice(Tensor direct, string exchanged)
    {
        var sum = new Tensor([.. direct.Data], direct.Shape);
        for (var i = 0; i < sum.Data.Length; i++)
            sum.Data[i] *= 2;
        sum.AddPermuted(exchanged, direct, -1);
        return sum;
    }

    public double[][] First()
    {
        var t = integrals.Ovov.Permuted("iajb->ijab");
        Divide(t);
        return [new double[_o * _v], t.Data];
    }

    public double Energy(double[][] amplitudes)
    {
        var (t1, t2) = Unpacked(amplitudes);
        return SquareMatrices.Trace(_ovov.Permuted("iajb->ijab").Data, Tau(t1, t2).Data);
    }

    public double SinglesNorm(double[][] amplitudes) => Math.Sqrt(SquareMatrices.Trace(amplitudes[0], amplitudes[0]));

    /// <summary>Amplitudes as tensors, [i, a] and [i, j, a, b].</summary>
    public (Tensor Singles, Tensor Doubles) Unpacked(double[][] amplitudes) => (new(amplitudes[0], _o, _v), new(amplitudes[1], _o, _o, _v, _v));

    public double[][] Next(double[][] amplitudes)
    {
        var (t1, t2) = Unpacked(amplitudes);
        var tau = Tau(t1, t2);
        Tensor foo = new(_o, _o), fvv = new(_v, _v), fov = new(_o, _v);
        foo.Add("kcld,ilcd->ki", 1, _ovov, tau, team);
        fvv.Add("kcld,klad->ac", -1, _ovov, tau, team);
        fov.Add("kcld,ld->kc", 1, _ovov, t1, team);
        var singles = Singles(t1, t2, tau, foo, fvv, fov);
        foo.Add("lcki,lc->ki", 1, _ovoo, t1, team);
        fvv.Add("kdac,kd->ac", 1, _ovvv, t1, team);
        var doubles = Doubles(t1, t2, tau, foo, fvv);
        Divide(singles);
        Divide(doubles);
        return [singles.Data, doubles.Data];
    }

    Tensor Singles(Tensor t1, Tensor t2, Tensor tau, Tensor foo, Tensor fvv, Tensor fov)
    {
        var r = new Tensor(_o, _v);
        r.Add("ac,ic->ia", 1, fvv, t1, team);
        r.Add("ki,ka->ia", -1, foo, t1, team);
        r.Add("kc,kica->ia", 2, fov, t2, team);
        r.Add("kc,ikca->ia", -1, fov, t2, team);
        var middle = new Tensor(_o, _o);
        middle.Add("kc,ic->ki", 1, fov, t1, team);
        r.Add("ki,ka->ia", 1, middle, t1, team);
        r.Add("kcia,kc->ia", 2, integrals.Ovov, t1, team);
        r.Add("kiac,kc->ia", -1, integrals.Oovv, t1, team);
        r.Add("kdac,ikcd->ia", 1, _ovvv, tau, team);
        r.Add("lcki,klac->ia", -1, _ovoo, tau, team);
        return r;
    }

    Tensor Doubles(Tensor t1, Tensor t2, Tensor tau, Tensor loo, Tensor lvv)
    {
        // What is to be added together with its mirror image (i ↔ j, a ↔ b).
        var half = new Tensor(_o, _o, _v, _v);
        var ring = integrals.Ovvv.Permuted("iacb->abic");
        ring.Add("kibc,ka->abic", -1, integrals.Oovv, t1, team);
        half.Add("abic,jc->ijab", 1, ring, t1, team);
        var hole = integrals.Ovoo.Permuted("iajk->akij");
        hole.Add("kcia,jc->akij", 1, integrals.Ovov, t1, team);
        // Σ_cd (kd|ac) τ_ij^cd: the part of the ladder that singles dress.
        hole.Add("kdac,ijcd->akij", 1, integrals.Ovvv, tau, team);
        half.Add("akij,kb->ijab", -1, hole, t1, team);
        half.Add("ac,ijcb->ijab", 1, lvv, t2, team);
        half.Add("ki,kjab->ijab", -1, loo, t2, team);
        var (direct, crossed) = Rings(t1, t2);
        half.Add("akic,kjcb->ijab", 2, direct, t2, team);
        half.Add("akci,kjcb->ijab", -1, crossed, t2, team);
        half.Add("akic,kjbc->ijab", -1, direct, t2, team);
        half.Add("bkci,kjac->ijab", -1, crossed, t2, team);

        var r = integrals.Ovov.Permuted("iajb->ijab");
        r.AddPermuted("ijab->ijab", half, 1);
        r.AddPermuted("jiba->ijab", half, 1);
        var ladder = integrals.Oooo.Permuted("kilj->klij");
        ladder.Add("lcki,jc->klij", 1, integrals.Ovoo, t1, team);
        ladder.Add("kclj,ic->klij", 1, integrals.Ovoo, t1, team);
        ladder.Add("kcld,ijcd->klij", 1, integrals.Ovov, tau, team);
        r.Add("klij,klab->ijab", 1, ladder, tau, team);
        r.Add("ijcd,abcd->ijab", 1, tau, integrals.Vvvv, team);
        return r;
    }

    (Tensor Direct, Tensor Crossed) Rings(Tensor t1, Tensor t2)
    {
        // ½ t_il^da + t_i^d t_l^a
        var dressed = new Tensor(_o, _o, _v, _v);
        dressed.AddPermuted("ilda->ilda", t2, 0.5);
        dressed.Add("id,la->ilda", 1, t1, t1, team);
        var direct = integrals.Ovov.Permuted("kcia->akic");
        direct.Add("kcad,id->akic", 1, integrals.Ovvv, t1, team);
        direct.Add("kcli,la->akic", -1, integrals.Ovoo, t1, team);
        direct.Add("ldkc,ilda->akic", -1, integrals.Ovov, dressed, team);
        direct.Add("ldkc,ilad->akic", 0.5, _ovov, t2, team);
        var crossed = integrals.Oovv.Permuted("kiac->akci");
        crossed.Add("kdac,id->akci", 1, integrals.Ovvv, t1, team);
        crossed.Add("lcki,la->akci", -1, integrals.Ovoo, t1, team);
        crossed.Add("lckd,ilda->akci", -1, integrals.Ovov, dressed, team);
        return (direct, crossed);
    }

    Tensor Tau(Tensor t1, Tensor t2)
    {
        var tau = new Tensor([.. t2.Data], t2.Shape);
        tau.Add("ia,jb->ijab", 1, t1, t1, team);
        return tau;
    }

    void Divide(Tensor t)
    {
        var e = integrals.Energies;
        var at = 0;
        if (t.Shape.Length == 2)
        {
            for (var i = 0; i < _o; i++)
            {
                for (var a = 0; a < _v; a++)
                    t.Data[at++] /= e[i] - e[_o + a];
            }
            return;
        }
        for (var ij = 0; ij < _o * _o; ij++)
        {
            var pair = e[ij / _o] + e[ij % _o];
            for (var a = 0; a < _v; a++)
            {
                for (var b = 0; b < _v; b++)
                    t.Data[at++] /= pair - e[_o + a] - e[_o + b];
            }
        }
    }
}
