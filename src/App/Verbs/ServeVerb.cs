using System.CommandLine;
using Athanor.Potentials;
using Athanor.Quantum;

namespace Athanor.App;

/// <summary><c>athanor serve POTENTIAL STRUCTURE --ipi ADDRESS</c>: energies and forces for a program that moves the atoms itself.</summary>
sealed class ServeVerb : IVerb
{
    /// <summary>Å; servers move atoms little by little.</summary>
    const double Skin = 0.5;

    readonly StructureChoice _structure = new();
    readonly Option<string> _ipi = new("--ipi") { HelpName = "address", Required = true, Description = "Where a program listens that speaks i-PI's protocol: unix:NAME (the socket /tmp/ipi_NAME) or HOST:PORT" };
    readonly Option<string> _wait = new("--wait") { HelpName = "time", Description = "How long to wait for it to listen", DefaultValueFactory = _ => "60s" };
    readonly Option<bool> _reconnect = new("--reconnect") { Description = "When it ends, wait for the next" };

    public string Name => "serve";

    public string Summary => "Energies and forces for a program that moves the atoms: i-PI, ASE and others";

    public IReadOnlyList<string> Examples { get; } = ["serve model.athanor water.xyz --ipi unix:water", "serve ani-2x methanol.xyz --ipi localhost:31415 --reconnect"];

    public IEnumerable<Symbol> Symbols => [Shared.Potential, .. _structure.All, _ipi, _wait, _reconnect, Shared.Precision];

    public ExitCode Run(Call call)
    {
        var wait = DurationText.Read("--wait", call.Get(_wait));
        var address = Address(call);
        var potential = call.Potential();
        var structure = _structure.Read(call).Structure;
        foreach (var element in structure.Elements)
        {
            if (!potential.Covers(element))
                throw new PotentialException($"'{potential.Name}' knows nothing of {element}, which is in {call.Get(_structure.Path)}.");
        }
        using var evaluator = potential.Open(new EvaluatorOptions(call.Team, call.Precision, Skin) { Cancellation = call.Cancellation });
        var client = new IpiClient(address, structure, evaluator);
        var served = new Served(client, potential.Name, address);
        var end = IpiEnd.Nobody;
        using (var progress = call.Progress("serving", "frames"))
            end = Serve(call, client, served, progress, wait);
        if (end == IpiEnd.Nobody && client.Frames + served.Sessions == 0)
            throw new PotentialException($"Nobody listened at {address.Place} for {wait.TotalSeconds:0.###} s. Start the program that moves the atoms, with this address (i-PI, ASE's SocketIOCalculator, or athanor with the potential ipi:{address}), or give more --wait.");
        served.Show(call);
        if (end != IpiEnd.Cancelled)
            return ExitCode.Done;
        call.Screen.Problem("interrupted.");
        return ExitCode.Interrupted;
    }

    IpiEnd Serve(Call call, IpiClient client, Served served, Progress progress, TimeSpan wait)
    {
        while (true)
        {
            var before = client.Frames;
            var end = IpiEnd.Closed;
            try
            {
                end = client.Serve(wait, () => progress.Add(1), call.Cancellation);
            }
            // A server that dies has cost its own run; one that was never understood would not be understood again.
            catch (PotentialException e) when (call.Get(_reconnect) && client.Frames > before)
            {
                call.Screen.Note(e.Message);
            }
            if (end is IpiEnd.Exit or IpiEnd.Closed)
                served.Sessions++;
            if (!call.Get(_reconnect) || end is IpiEnd.Cancelled or IpiEnd.Nobody)
                return end;
        }
    }

    IpiAddress Address(Call call)
    {
        try
        {
            return IpiAddress.Parse(call.Get(_ipi));
        }
        catch (PotentialException e)
        {
            throw new UsageException($"--ipi: {e.Message}");
        }
    }

    /// <summary>What was done, and how fast.</summary>
    sealed class Served(IpiClient client, string potential, IpiAddress address)
    {
        public int Sessions { get; set; }

        public void Show(Call call)
        {
            var seconds = Math.Max(1e-6, client.Serving.TotalSeconds);
            var rate = client.Frames / seconds;
            call.Screen.Line($"{client.Frames:N0} {(client.Frames == 1 ? "frame" : "frames")} served with {potential} at {address.Place}"
                + (client.Frames == 0 ? "." : $", {rate:0.#} frames/s; {100 * client.Computing.TotalSeconds / seconds:0} % of the time was spent on computing, the rest on waiting."));
            call.Screen.Json(new
            {
                Potential = potential,
                Address = address.Text,
                client.Frames,
                Sessions,
                ComputingSeconds = client.Computing.TotalSeconds,
                FramesPerSecond = client.Frames == 0 ? (double?)null : rate,
            });
        }
    }
}
