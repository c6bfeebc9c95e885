using System.Diagnostics;
using System.Net.Sockets;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// Listens at an address and hands out the clients that came, each to one frame at a time: with several clients several frames are computed at once. It lives until the program ends (then
/// clients are told to end, and the socket's file goes) or somebody disposes it: clients that had to be started anew for each evaluator would be a nuisance.
/// </summary>
sealed class IpiHub : IDisposable
{
    static readonly Dictionary<string, IpiHub> Open = [];
    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(0.5);
    const int PollMilliseconds = 10;

    readonly object _gate = new();
    readonly Stack<IpiWire> _idle = [];
    readonly IpiAddress _address;
    readonly Socket _listener;
    Element[]? _elements;
    int _busy;
    bool _closed;

    IpiHub(IpiAddress address)
    {
        _address = address;
        _listener = Listen(address);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>The one at this address, which listens from now on.</summary>
    /// <exception cref="PotentialException">Another program is there.</exception>
    public static IpiHub At(IpiAddress address)
    {
        lock (Open)
        {
            if (!Open.TryGetValue(address.Text, out var hub))
                Open.Add(address.Text, hub = new IpiHub(address));
            return hub;
        }
    }

    /// <summary>Closes the one at this address where there is one.</summary>
    public static void Close(IpiAddress address)
    {
        lock (Open)
        {
            if (Open.Remove(address.Text, out var hub))
                hub.Dispose();
        }
    }

    /// <summary>A client that computes nothing now, waiting for one to come or to come back.</summary>
    /// <param name="patience">How long to wait while no client is known at all.</param>
    /// <exception cref="OperationCanceledException">The token was set.</exception>
    /// <exception cref="PotentialException">None came; or clients were started for other atoms.</exception>
    public IpiWire Take(Structure structure, TimeSpan patience, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var watch = Stopwatch.StartNew();
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                if (_closed)
                    throw new PotentialException($"'ipi:{_address}' has been closed.");
                // Clients never speak first: one that can be read has died.
                while (_idle.TryPeek(out var client) && client.Speaks(TimeSpan.Zero))
                    _idle.Pop().Dispose();
                RefuseOtherAtoms(structure);
                if (_idle.TryPop(out var ready))
                    return Busy(ready, structure);
                if (Accepted() is { } newcomer)
                    return Busy(newcomer, structure);
                if (_busy > 0)
                    watch.Restart();
                else if (watch.Elapsed > patience)
                    throw new PotentialException($"No client came to 'ipi:{_address}' within {patience.TotalSeconds:0.###} s. Start one for {structure.Formula}, a program that speaks i-PI's protocol as a client, at {_address.Place}" +
                        $" (LAMMPS 'fix ipi', CP2K, 'pw.x --ipi', ASE's SocketClient, 'athanor serve … --ipi {_address}'), while this program waits; wait=SECONDS after the address makes it wait longer.");
                Monitor.Wait(_gate, PollMilliseconds);
            }
        }
    }

    /// <summary>Gives a client back, or tells that it is no more.</summary>
    public void Return(IpiWire client, bool sound)
    {
        lock (_gate)
        {
            _busy--;
            if (sound && !_closed)
                _idle.Push(client);
            else
                client.Dispose();
            Monitor.PulseAll(_gate);
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            while (_idle.TryPop(out var client))
            {
                try
                {
                    client.Header(IpiMessage.Exit).Send(Farewell);
                }
                catch (IpiFault)
                {
                    // Gone already.
                }
                client.Dispose();
            }
            _listener.Dispose();
            RemoveFile();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>What cannot be removed is found to be stale by the next server.</summary>
    void RemoveFile()
    {
        try
        {
            if (_address.Path is { } path)
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    void OnExit(object? sender, EventArgs e) => Close(_address);

    IpiWire Busy(IpiWire client, Structure structure)
    {
        if (_idle.Count + _busy == 0)
            _elements = structure.Elements.ToArray();
        _busy++;
        return client;
    }

    /// <summary>Who has come; null where nobody has, or is gone again.</summary>
    IpiWire? Accepted()
    {
        try
        {
            if (!_listener.Poll(0, SelectMode.SelectRead))
                return null;
            var socket = _listener.Accept();
            if (_address.Path is null)
                socket.NoDelay = true;
            return new IpiWire(socket);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>The protocol sends no elements: a client has them from its own input, and would compute another molecule than the one asked for.</summary>
    void RefuseOtherAtoms(Structure structure)
    {
        if (_idle.Count + _busy > 0 && !structure.Elements.SequenceEqual(_elements))
            throw new PotentialException($"The clients of 'ipi:{_address}' compute the atoms of the first structure they were asked for ({_elements!.Length} of them), and {structure}, with other elements or in another order, is not that." +
                " i-PI's protocol does not tell a client the elements: sort the structures by composition, and evaluate each with clients started for it.");
    }

    static Socket Listen(IpiAddress address)
    {
        var end = address.EndPoint();
        if (address.Path is { } path)
            RemoveStale(address, path);
        var listener = address.NewSocket();
        try
        {
            listener.Bind(end);
            listener.Listen(64);
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new PotentialException($"'ipi:{address}' cannot listen at {address.Place}: {e.Message.TrimEnd('.')}. Take another {(address.Path is null ? "port" : "name")}, or end the program that is there.", e);
        }
    }

    /// <summary>A server that was killed leaves the file of its socket behind.</summary>
    static void RemoveStale(IpiAddress address, string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > 0 || file.LinkTarget is not null)
            return;
        using var probe = address.NewSocket();
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            try
            {
                file.Delete();
            }
            catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
            {
                throw new PotentialException($"{path} is left over from a program that is gone, and cannot be removed: {denied.Message.TrimEnd('.')}. Take another name than '{address}'.", denied);
            }
        }
        catch (SocketException)
        {
            // Binding says what is wrong.
        }
    }
}
